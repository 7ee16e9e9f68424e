package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;

/** What tests against a real Redis share. */
abstract class RedisTest {

    static final Duration NOW = Duration.ZERO;
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final AtomicLong HOLD_IDS = new AtomicLong();

    /** Of this test alone. */
    final String key = "lock:" + UUID.randomUUID();

    static long newHold() {
        return HOLD_IDS.incrementAndGet();
    }

    boolean acquired(RedisLockProvider provider, long holdId) {
        return provider.acquire(key, holdId, NOW, LEASE).join();
    }

    static void assertFree(RedisServer redis, String key) {
        assertThat(redis.command("EXISTS", key)).isEqualTo("0");
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertFails(CompletableFuture<Boolean> answer) {
        return Assertions.assertThatThrownBy(answer::join).cause();
    }
}
