package io.guarded;

import jakarta.ejb.ApplicationException;

/**
 * Tells that the lock was lost while it was held: somebody else may have worked at the same time, so the result is not to
 * be trusted. HTTP 500.
 *
 * @since 1.0
 */
@ApplicationException(rollback = true, inherited = true)
public final class LockLostException extends LockException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param lockName the lock's name
     * @param reason why it counts as lost
     */
    public LockLostException(String lockName, String reason) {
        super(lockName, quoted(lockName) + " was lost: " + reason, null);
    }
}
