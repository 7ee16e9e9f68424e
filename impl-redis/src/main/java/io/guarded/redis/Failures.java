package io.guarded.redis;

import io.guarded.LockUnavailableException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;

/** Says what a failure of Redis or of Redisson means for one lock. */
final class Failures {

    private Failures() {}

    static LockUnavailableException unavailable(String key, Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof LockUnavailableException known
                ? known
                : new LockUnavailableException(key, reason(cause), cause);
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause(cause) : failure;
    }

    /** The hold did not have the key: RLock's word for it. */
    static boolean isNotHeld(Throwable failure) {
        return cause(failure) instanceof IllegalMonitorStateException;
    }

    /** Inside a script Redis 6 and 7 say it in other words. */
    static boolean isRefusedPermission(String message) {
        return message.contains("NOPERM")
                || message.contains("The user executing the script can't")
                || message.contains("ACL failure in script");
    }

    private static String reason(Throwable cause) {
        if (cause instanceof RedisTimeoutException) {
            return "Redis did not answer in time";
        }
        if (cause instanceof RedisConnectionException) {
            return "Redis cannot be reached";
        }
        if (cause instanceof NoClientException none) {
            return none.reason();
        }
        String message = text(cause.getMessage());
        if (message.contains("WRONGTYPE")) {
            return "something else than a lock has its key in Redis; see guarded.key-prefix";
        }
        if (isRefusedPermission(message)) {
            return "the Redis user lacks a permission for the key, for its redisson_unlock_latch key, or for the channel"
                    + " redisson_lock__channel";
        }
        if (message.contains("READONLY")) {
            return "Redis is a replica that takes no writes";
        }
        if (cause instanceof RedisOutOfMemoryException) {
            return "Redis has no memory left";
        }
        return "Redis failed with " + cause.getClass().getSimpleName();
    }

    private static String text(@Nullable String message) {
        return message == null ? "" : message;
    }
}
