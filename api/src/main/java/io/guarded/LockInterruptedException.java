package io.guarded;

import jakarta.ejb.ApplicationException;

/**
 * Tells that the thread was interrupted before or while it waited for the lock. The lock was not acquired, and the thread's
 * interrupt flag is set. HTTP 503.
 *
 * @since 1.0
 */
@ApplicationException(rollback = true, inherited = true)
public final class LockInterruptedException extends LockException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param lockName the lock's name
     */
    public LockInterruptedException(String lockName) {
        super(lockName, "interrupted while waiting for " + quoted(lockName), null);
    }
}
