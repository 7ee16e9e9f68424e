package io.guarded.cdi;

import io.guarded.core.Hold;
import org.jspecify.annotations.Nullable;

/**
 * Knows inside of which guards a thread is, innermost first. Internal: shared with io.guarded.rest. Safe for use by many
 * threads; each sees its own.
 */
public final class CurrentGuard {

    private static final ThreadLocal<@Nullable Hold> INNERMOST = new ThreadLocal<>();

    private CurrentGuard() {}

    /**
     * Lets the calling thread re-enter a hold and find it in an injected {@link io.guarded.LockHandle} until the stay is
     * closed: for work that begins on another thread than the call.
     *
     * @param hold the hold
     * @return the stay, to be closed by the same thread, inner ones first
     * @throws io.guarded.LockLostException if the hold was lost
     * @throws IllegalStateException if it has ended
     */
    public static Hold.Stay enter(Hold hold) {
        Hold.Stay inHold = hold.enter();
        Hold.Stay inGuard = within(hold);
        return () -> {
            inGuard.close();
            inHold.close();
        };
    }

    /** Lets the calling thread, which is inside of the hold anyway, find it until the stay is closed. */
    static Hold.Stay within(Hold hold) {
        Hold outer = INNERMOST.get();
        INNERMOST.set(hold);
        return () -> leave(outer);
    }

    /** Nothing stays behind on a thread that goes back to a pool. */
    private static void leave(@Nullable Hold outer) {
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
    }

    /**
     * Gives the hold of the innermost guard of the calling thread.
     *
     * @throws IllegalStateException if it is inside of none
     */
    static Hold hold() {
        Hold innermost = INNERMOST.get();
        if (innermost == null) {
            throw new IllegalStateException(
                    "no guarded method runs on this thread, so there is no LockHandle; call it from"
                            + " the body of a @Guarded method, on the thread of the call");
        }
        return innermost;
    }
}
