package io.guarded.core;

import io.guarded.LockHandle;
import java.util.concurrent.CompletableFuture;

/**
 * Is a handle for those who put a guard around work: work that may outlive the call that acquired, or end on another thread.
 * Safe for use by many threads.
 *
 * @since 1.0
 */
public interface Hold extends LockHandle {

    /**
     * Is a stay of a thread inside a hold; closing it ends the stay. To be closed by the thread that entered.
     *
     * @since 1.0
     */
    interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Is a callback that waits for a loss; closing it ends that. May be closed by any thread, more than once.
     *
     * @since 1.0
     */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Calls back like {@link LockHandle#onLost(Runnable)}, but only until the registration is closed: for work that is
     * shorter than the hold. A callback that is on its way at that moment may still run after it.
     *
     * @param callback runs at most once, and not at all if this handle is closed already
     * @return the registration
     */
    Registration whenLost(Runnable callback);

    /**
     * Lets the calling thread re-enter this hold until the stay is closed.
     *
     * @return the stay
     * @throws io.guarded.LockLostException if the hold was lost
     * @throws IllegalStateException if this handle was closed
     */
    Stay enter();

    /**
     * Ends re-entrancy for the thread that acquired, while the hold lives on: for a method that has returned before its work
     * has ended.
     */
    void leave();

    /**
     * Gives another handle of this acquisition, for somebody else who needs the lock for a time of their own, such as a
     * transaction. The lock is given back with the last handle, whichever that is. No thread is inside by the new one.
     *
     * @return a handle to be closed like this one
     * @throws IllegalStateException if this handle was closed
     */
    Hold share();

    /**
     * Gives the lock back without waiting for the store's answer.
     *
     * @return completes when the store has answered; exceptionally with {@link io.guarded.LockLostException} if the hold was
     *     lost before, with {@link io.guarded.LockUnavailableException} if the answer failed. On any thread
     */
    CompletableFuture<Void> release();

    /**
     * Gives the lock back after work that ended normally, and waits for the store's answer.
     *
     * @throws io.guarded.LockLostException if the hold had been lost
     */
    void finish();

    /**
     * Gives the lock back after work that failed, and waits for the store's answer. What goes wrong here is added to the
     * failure as suppressed.
     *
     * @param failure what the work threw
     */
    void finish(Throwable failure);
}
