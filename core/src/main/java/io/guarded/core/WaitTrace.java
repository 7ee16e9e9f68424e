package io.guarded.core;

import io.guarded.LockListener;
import io.guarded.LockUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told of waits that took longer than 10 milliseconds, by the thread that has waited, before it goes on: for traces, which
 * belong to a thread. Safe for use by many threads. What it throws is logged and changes nothing.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface WaitTrace {

    /**
     * A wait on the calling thread has ended just now.
     *
     * @param lock the lock
     * @param waited how long it took
     * @param refusal why the lock was not got, such as {@link LockUnavailableException}; null if it was
     */
    void ended(LockListener.Lock lock, Duration waited, @Nullable RuntimeException refusal);
}
