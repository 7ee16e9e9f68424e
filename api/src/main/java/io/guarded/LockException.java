package io.guarded;

import jakarta.ejb.ApplicationException;
import java.util.Objects;
import java.util.Optional;
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

    /** The name of the lock. */
    private final String lockName;

    /** The guard of the method that was refused, if there was one. */
    @SuppressWarnings("serial") // the literal that the interceptor makes, or what the JDK makes of an annotation
    private volatile @Nullable Guarded guard;

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

    /**
     * Gives the guard that this is about. Its {@link Guarded#name()} is the template, not the name that was made of it, and
     * so can be shown to anybody, other than {@link #lockName()}.
     *
     * @return the guard as it applied, with the default name and the configuration's changes; empty for a lock by hand
     */
    public final Optional<Guarded> guard() {
        return Optional.ofNullable(guard);
    }

    /**
     * Says which guard this is about, for whoever puts a guard around work. The innermost guard speaks first; later ones are
     * not heard.
     *
     * @param guard the guard as it applied
     */
    public final void guardedBy(Guarded guard) {
        if (this.guard == null) {
            this.guard = Objects.requireNonNull(guard, "guard");
        }
    }

    static String quoted(String lockName) {
        return "lock \"" + LockName.printable(lockName) + "\"";
    }
}
