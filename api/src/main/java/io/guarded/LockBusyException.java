package io.guarded;

import jakarta.ejb.ApplicationException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells that somebody else has the lock and kept it for as long as the caller was willing to wait. Nothing is broken:
 * trying again later can succeed. HTTP 429.
 *
 * <p>The counterpart of {@code LockTimeoutException} in Jakarta Concurrency 3.2.
 *
 * @since 1.0
 */
@ApplicationException(rollback = true, inherited = true)
public final class LockBusyException extends LockException {

    private static final long serialVersionUID = 1L;

    /** How long the caller has waited. */
    private final Duration waited;

    /** When it may be worth another attempt, if that is known. */
    private final @Nullable Duration retryAfter;

    /**
     * Makes the exception with the usual message.
     *
     * @param lockName the lock's name
     * @param waited how long the caller waited
     * @param retryAfter how long it may make sense to wait before the next try; null if nothing is known
     */
    public LockBusyException(String lockName, Duration waited, @Nullable Duration retryAfter) {
        this(lockName, quoted(lockName) + " is busy; waited " + waited.toMillis() + " ms", waited, retryAfter);
    }

    /**
     * Makes the exception with a message of its own.
     *
     * @param lockName the lock's name
     * @param message the message
     * @param waited how long the caller waited
     * @param retryAfter how long it may make sense to wait before the next try; null if nothing is known
     */
    public LockBusyException(String lockName, String message, Duration waited, @Nullable Duration retryAfter) {
        super(lockName, message, null);
        this.waited = waited;
        this.retryAfter = retryAfter;
    }

    /**
     * Tells how long the caller waited.
     *
     * @return the wait, zero for a single try
     */
    public Duration waited() {
        return waited;
    }

    /**
     * Tells how long it may make sense to wait before the next try. It promises nothing: by then the lock may be free, held
     * still or held again.
     *
     * @return the time, as far as this JVM knows the holder's lease; empty if nothing is known
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
