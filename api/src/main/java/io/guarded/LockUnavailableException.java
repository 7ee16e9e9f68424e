package io.guarded;

import jakarta.ejb.ApplicationException;
import org.jspecify.annotations.Nullable;

/**
 * Tells that the store of the lock failed or did not answer, so that nobody knows whether the lock is free. HTTP 503, never
 * 429.
 *
 * @since 1.0
 */
@ApplicationException(rollback = true, inherited = true)
public final class LockUnavailableException extends LockException {

    private static final long serialVersionUID = 1L;

    /** Why the lock could not be had. */
    private final String reason;

    /**
     * Makes the exception.
     *
     * @param lockName the lock's name, or its key where only that is known
     * @param reason what failed and what to do, without secrets
     * @param cause the failure; null if there is none, such as an answer that did not come
     */
    public LockUnavailableException(String lockName, String reason, @Nullable Throwable cause) {
        super(lockName, quoted(lockName) + " is unavailable: " + reason, cause);
        this.reason = reason;
    }

    /**
     * Says what failed, where and what to do, as far as the store knows it.
     *
     * @return the message's part after the name; for the log and its reader, not for a remote caller
     */
    public String reason() {
        return reason;
    }
}
