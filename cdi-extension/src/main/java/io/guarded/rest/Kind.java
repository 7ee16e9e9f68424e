package io.guarded.rest;

import io.guarded.LockBusyException;
import io.guarded.LockException;
import io.guarded.LockInterruptedException;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import java.lang.System.Logger.Level;
import java.util.Locale;

/** What went wrong, as a client of HTTP sees it. */
enum Kind {
    /** RFC 6585, section 4. */
    BUSY(Status.TOO_MANY_REQUESTS, true, Level.DEBUG),
    UNAVAILABLE(Status.SERVICE_UNAVAILABLE, true, Level.WARNING),
    INTERRUPTED(Status.SERVICE_UNAVAILABLE, true, Level.DEBUG),
    LOST(Status.INTERNAL_SERVER_ERROR, false, Level.WARNING),
    DEFINITION(Status.INTERNAL_SERVER_ERROR, false, Level.ERROR),
    KEY(Status.BAD_REQUEST, false, Level.DEBUG);

    private static final StatusType LOCKED = new StatusType() {
        @Override
        public int getStatusCode() {
            return 423;
        }

        @Override
        public Status.Family getFamily() {
            return Status.Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Locked";
        }
    };

    private final Status status;
    private final boolean isWorthARetry;
    private final Level level;

    Kind(Status status, boolean isWorthARetry, Level level) {
        this.status = status;
        this.isWorthARetry = isWorthARetry;
        this.level = level;
    }

    static Kind of(LockException exception) {
        if (exception instanceof LockBusyException) {
            return BUSY;
        }
        if (exception instanceof LockUnavailableException) {
            return UNAVAILABLE;
        }
        if (exception instanceof LockInterruptedException) {
            return INTERRUPTED;
        }
        return exception instanceof LockLostException ? LOST : DEFINITION;
    }

    /** Gives the status with its phrase, which some servers do not know by the number alone. */
    Status status() {
        return status;
    }

    /** Gives the status of a busy lock by its number; 423 is from RFC 4918, section 11.3. */
    static StatusType busy(int status) {
        return status == LOCKED.getStatusCode() ? LOCKED : Status.fromStatusCode(status);
    }

    /** Gives the key of its texts. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isWorthARetry() {
        return isWorthARetry;
    }

    Level level() {
        return level;
    }
}
