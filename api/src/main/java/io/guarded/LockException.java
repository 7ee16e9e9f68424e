package io.guarded;

import jakarta.ejb.ApplicationException;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a lock could not be had or kept; the subclasses say which of the four: busy, unavailable, interrupted, lost.
 *
 * <p>Crosses EJB boundaries unwrapped and marks the transaction for rollback. Serializable.
 *
 * @since 1.0
 */
@ApplicationException(rollback = true, inherited = true)
public abstract sealed class LockException extends RuntimeException
        permits LockBusyException,
                LockUnavailableException,
                LockInterruptedException,
                LockLostException,
                LockDefinitionException {

    private static final long serialVersionUID = 1L;

    private final String lockName;

    LockException(String lockName, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.lockName = lockName;
    }

    /**
     * Gives the name of the lock, as the user wrote it or as the template made it.
     *
     * <p>It may contain what users sent, unescaped; use {@link LockName#printable(String)} before it goes into a log.
     *
     * @return the name
     */
    public String lockName() {
        return lockName;
    }

    static String quoted(String lockName) {
        return "lock \"" + LockName.printable(lockName) + "\"";
    }
}
