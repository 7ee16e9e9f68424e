package io.guarded.rest;

import io.guarded.LockBusyException;
import io.guarded.LockException;
import io.guarded.LockInterruptedException;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import java.lang.System.Logger.Level;

/** What went wrong, as a client of HTTP sees it. The names in lower case are keys of the texts. */
enum Kind {
    /** RFC 6585, section 4. */
    BUSY(429, true, Level.DEBUG),
    UNAVAILABLE(503, true, Level.WARNING),
    INTERRUPTED(503, true, Level.DEBUG),
    LOST(500, false, Level.WARNING),
    DEFINITION(500, false, Level.ERROR),
    KEY(400, false, Level.DEBUG);

    private final int status;
    private final boolean isWorthARetry;
    private final Level level;

    Kind(int status, boolean isWorthARetry, Level level) {
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

    int status() {
        return status;
    }

    boolean isWorthARetry() {
        return isWorthARetry;
    }

    Level level() {
        return level;
    }
}
