package io.guarded.cdi;

import io.guarded.LockLostException;
import io.guarded.core.Hold;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Ends as its work does: a loss is for listeners and for who asks the handle, and does not change the outcome. */
final class SignalledHold implements Hold {

    private final Hold hold;

    SignalledHold(Hold hold) {
        this.hold = hold;
    }

    @Override
    public void finish() {
        try {
            hold.finish();
        } catch (LockLostException signalled) {
            // logged when it was noticed
        }
    }

    @Override
    public void finish(Throwable failure) {
        hold.finish(failure);
    }

    @Override
    public CompletableFuture<Void> release() {
        return hold.release().exceptionally(SignalledHold::passOnUnlessLost);
    }

    private static Void passOnUnlessLost(Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof LockLostException) {
            return null;
        }
        throw new CompletionException(cause);
    }

    @Override
    public Stay enter() {
        return hold.enter();
    }

    @Override
    public void leave() {
        hold.leave();
    }

    @Override
    public Hold share() {
        return hold.share();
    }

    @Override
    public String lockName() {
        return hold.lockName();
    }

    @Override
    public long fencingToken() {
        return hold.fencingToken();
    }

    @Override
    public boolean isHeld() {
        return hold.isHeld();
    }

    @Override
    public void ensureHeld() {
        hold.ensureHeld();
    }

    @Override
    public Duration remaining() {
        return hold.remaining();
    }

    @Override
    public void extend(Duration time) {
        hold.extend(time);
    }

    @Override
    public void onLost(Runnable callback) {
        hold.onLost(callback);
    }

    @Override
    public void close() {
        hold.close();
    }
}
