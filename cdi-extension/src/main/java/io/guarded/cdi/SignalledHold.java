package io.guarded.cdi;

import io.guarded.LockLostException;
import io.guarded.core.Hold;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Ends as its work does: a loss is for listeners and for who asks the handle, and does not change the outcome. */
final class SignalledHold extends ForwardingHold {

    SignalledHold(Hold hold) {
        super(hold);
    }

    @Override
    public void finish() {
        try {
            super.finish();
        } catch (LockLostException signalled) {
            // logged when it was noticed
        }
    }

    @Override
    public CompletableFuture<Void> release() {
        return super.release().exceptionally(SignalledHold::passOnUnlessLost);
    }

    private static Void passOnUnlessLost(Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof LockLostException) {
            return null;
        }
        throw new CompletionException(cause);
    }
}
