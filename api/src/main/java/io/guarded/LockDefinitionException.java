package io.guarded;

import jakarta.ejb.ApplicationException;

/**
 * Tells that a guard is defined wrongly: what is wrong, where it stands and how to mend it. Fails the deployment; at an
 * invocation it means that the method has no valid definition, and the body did not run.
 *
 * @since 1.0
 */
@ApplicationException(rollback = true, inherited = true)
public final class LockDefinitionException extends LockException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param lockName the template or name as it was written
     * @param message what is wrong, where, and the fix
     */
    public LockDefinitionException(String lockName, String message) {
        super(lockName, message, null);
    }
}
