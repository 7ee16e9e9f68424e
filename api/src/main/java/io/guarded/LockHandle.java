package io.guarded;

import java.time.Duration;

/**
 * Stands for one acquisition of a lock: asks whether it is still held, and gives it back.
 *
 * <p>A handle is held, then either released or lost, once and for good. It belongs to its acquisition and not to a thread:
 * any thread may use and close it. Safe for use by many threads.
 *
 * <p>Whether a hold is lost is decided by the clock at the moment of asking: a process that was stopped for longer than its
 * lease finds its hold lost at the first look. Between that look and what you do next the process can be stopped again; only
 * a resource that checks a fencing token excludes that.
 *
 * <p>In a CDI application {@code @Inject LockHandle} gives the handle of the innermost {@link Guarded} method that runs on the
 * calling thread, at each call anew. Without one every method throws {@link IllegalStateException}; its {@code close} throws
 * {@link UnsupportedOperationException}, because the guard itself ends the hold.
 *
 * @since 1.0
 */
public interface LockHandle extends AutoCloseable {

    /**
     * Gives the name of the lock.
     *
     * @return the name
     */
    String lockName();

    /**
     * Gives the fencing token: a number that grows with every acquisition of the lock. A resource that refuses a smaller
     * number than it has seen is safe from a holder that was stopped and goes on after its hold was lost.
     *
     * @return the token
     * @throws IllegalStateException if the lock is not {@linkplain LockSpec#fenced() fenced}
     */
    long fencingToken();

    /**
     * Tells whether this acquisition still holds the lock.
     *
     * @return true if it was neither closed nor lost up to now
     */
    boolean isHeld();

    /**
     * Makes sure that this acquisition still holds the lock.
     *
     * @throws LockLostException if the hold was lost
     * @throws IllegalStateException if this handle was closed
     */
    void ensureHeld();

    /**
     * Tells how long the hold will live if nothing renews it any more.
     *
     * @return the time left; zero if the hold is released or lost; {@link java.time.temporal.ChronoUnit#FOREVER}'s duration
     *     if the hold has no lease
     */
    Duration remaining();

    /**
     * Lets the hold live longer, counted from now. A fixed lease is set anew to the given time, longer or shorter. A renewed
     * hold needs no extension of its lease; for it the given time replaces what is left of the longest hold
     * ({@code guarded.max-hold}).
     *
     * @param time at least 100 milliseconds
     * @throws LockLostException if the hold was lost
     * @throws LockUnavailableException if the store failed; the hold then goes on to its former end or to the new one,
     *     whichever comes first, since nobody knows which of them the store has
     * @throws LockInterruptedException if the thread was interrupted while it waited for the store, which is asked only for a
     *     fixed lease; the flag stays set, and the hold goes on as after a failure of the store
     * @throws IllegalStateException if this handle was closed
     * @throws IllegalArgumentException if the time is null or below 100 milliseconds
     */
    void extend(Duration time);

    /**
     * Has a callback run if the hold is lost, at once if it has been lost already. On a handle that was closed it does
     * nothing, even if the hold was lost before.
     *
     * <p>It runs once, on the manager's executor, and never if the hold is released first. If the lease of a store outside
     * the JVM ends, it is given to the executor before the store can give the lock to another, as long as this process is
     * scheduled. If the hold was taken away by force, or the store had forgotten it, another may have the lock already.
     *
     * @param callback what to run; it must not block for long
     * @throws NullPointerException if the callback is null
     */
    void onLost(Runnable callback);

    /**
     * Gives the lock back. Idempotent; a late or second close never touches a later hold.
     *
     * <p>Waits for the store's answer. Never throws: a failure is logged, and the store frees the lock at the end of its
     * lease. An interrupt during the wait is kept for later.
     */
    @Override
    void close();
}
