package io.guarded.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.redisson.api.RedissonClient;

/**
 * One hold, or one attempt at it, as Redis knows it: the lock's key is a hash whose field is
 * {@code <client id>:<hold id>} (RedissonBaseLock.getLockName, 4.7.0).
 *
 * <p>Only Redisson's asynchronous forms with an owner id are used: the blocking ones leak a lock that is renewed for ever when
 * they are interrupted. Each call takes a fresh RLock, because the object remembers the lease of its last attempt
 * (RedissonLock.internalLockLeaseTime).
 */
record Hold(String key, long id) {

    /** As good as for ever, and far below what overflows in Redis, in Redisson or here. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Makes one try, and others within the wait when the lock's channel tells of a release. */
    CompletionStage<Boolean> attempt(RedissonClient client, Duration wait, Duration lease) {
        // a lease of zero would start Redisson's watchdog, which renews without an end
        long leaseMillis = Math.max(1, millis(lease));
        return sent(() -> client.getLock(key).tryLockAsync(millis(wait), leaseMillis, TimeUnit.MILLISECONDS, id));
    }

    /** Fails with IllegalMonitorStateException if the hold does not have the key. */
    CompletionStage<Void> release(RedissonClient client) {
        return sent(() -> client.getLock(key).unlockAsync(id));
    }

    /** May be repeated, and needs no memory in Redis; false if the hold does not have the key. */
    CompletionStage<Boolean> releaseAnyhow(RedissonClient client) {
        return sent(() -> OwnerRelease.of(client, key, field(client)));
    }

    String field(RedissonClient client) {
        return client.getId() + ":" + id;
    }

    /** Rounded up: a wait of one nanosecond is not one try, and no lease is shorter than asked for. */
    static long millis(Duration duration) {
        return limited(duration).plusNanos(999_999).toMillis();
    }

    static Duration limited(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }

    /** One way to fail: what is thrown inside a callback would reach nobody. */
    private static <T> CompletionStage<T> sent(Supplier<CompletionStage<T>> command) {
        try {
            return command.get();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
