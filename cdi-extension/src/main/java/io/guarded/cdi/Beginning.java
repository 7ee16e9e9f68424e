package io.guarded.cdi;

import io.guarded.LockLostException;
import io.guarded.LockName;
import io.guarded.core.Hold;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Is the one beginning of a stream that a guarded method has returned: in time and once, or never. If it does not begin in
 * time the lock is given back. Internal: shared with the packages beside this one. Safe for use by many threads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the callback ends in a log line
public final class Beginning {

    private static final Logger LOG = System.getLogger(Beginning.class.getPackageName());

    private final Hold hold;
    private final CompletableFuture<Boolean> begun;
    private final Duration patience;

    private Beginning(Hold hold, CompletableFuture<Boolean> begun, Duration patience) {
        this.hold = hold;
        this.begun = begun;
        this.patience = patience;
    }

    /**
     * Takes the hold over from the call that returns now, and starts the time in which the stream has to begin.
     *
     * @param hold the hold, given back if this method throws
     * @param surroundings what the server offers
     * @return the beginning
     */
    public static Beginning await(Hold hold, Surroundings surroundings) {
        try {
            hold.leave();
            CompletableFuture<Boolean> begun = surroundings.awaitStart();
            Beginning beginning = new Beginning(hold, begun, surroundings.streamStart());
            begun.thenAccept(isInTime -> beginning.giveUp(!isInTime));
            return beginning;
        } catch (RuntimeException | Error failure) {
            hold.finish(failure);
            throw failure;
        }
    }

    /** Runs on the timer's thread, so it does not wait for the store's answer. */
    private void giveUp(boolean isLate) {
        if (isLate) {
            LOG.log(
                    Level.WARNING,
                    () -> "the stream of lock \"" + LockName.printable(hold.lockName()) + "\" was not begun within "
                            + patience.toMillis() + " ms; the lock was released");
            Ending.of(hold);
        }
    }

    /**
     * Begins.
     *
     * @throws LockLostException if it is too late, or the lock was lost
     * @throws IllegalStateException if the stream has begun before
     */
    public void begin() {
        if (begun.complete(true)) {
            ensureHeld();
        } else if (begun.join()) {
            throw new IllegalStateException("a guarded stream is used once, because its lock is released after that");
        } else {
            String reason = "the stream was not begun within " + patience.toMillis() + " ms";
            throw GuardsHold.told(hold, new LockLostException(hold.lockName(), reason));
        }
    }

    private void ensureHeld() {
        try {
            hold.ensureHeld();
        } catch (RuntimeException lost) {
            Ending.of(hold);
            throw lost;
        }
    }
}
