package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest extends RedisTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofSeconds(4);

    private final RedisServer redis = RedisServer.start();
    private final TestContext context = new TestContext(TIMEOUT).with("guarded.redis.url", redis.url());
    private final RedisLockProvider provider = context.start();

    @AfterEach
    void stop() {
        context.close();
        redis.close();
    }

    @Test
    void frozenRedisIsUnavailableInTimeAndNothingStaysOnceItGoesOn() {
        connect();
        redis.command("CONFIG", "RESETSTAT");
        acquired(provider, newHold());
        String other = key + ":other";
        redis.pause();

        Duration wait = Duration.ofSeconds(1);
        assertUnavailableWithin(TIMEOUT.plus(wait), provider.acquire(other, newHold(), wait, Duration.ofMinutes(5)));

        redis.resume();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(redis.command("INFO", "commandstats")).contains("cmdstat_hincrby:calls=2,");
            assertFree(redis, other);
        });
    }

    @Test
    void frozenRedisIsUnavailableForEveryQuestion() {
        connect();
        long hold = newHold();
        acquired(provider, hold);
        redis.pause();

        assertUnavailableWithin(TIMEOUT, provider.renew(key, hold, LEASE));
        assertUnavailableWithin(TIMEOUT, provider.release(key, hold));
        assertUnavailableWithin(TIMEOUT, provider.isHeld(key));
    }

    @Test
    void redisThatIsAwayAtFirstIsUsedOnceItIsThere() {
        redis.kill();

        assertUnavailableWithin(TIMEOUT, provider.acquire(key, newHold(), NOW, LEASE));

        redis.restart();
        awaitAcquired();
    }

    @Test
    void redisThatWasKilledIsUsedAgainOnceItIsBack() {
        connect();
        long hold = newHold();
        acquired(provider, hold);
        redis.kill();

        assertUnavailableWithin(TIMEOUT, provider.acquire(key, newHold(), NOW, LEASE));

        redis.restart();
        awaitAcquired();
        assertThat(provider.renew(key, hold, LEASE).join()).isFalse();
    }

    @Test
    void useAfterCloseIsUnavailable() {
        provider.close();
        provider.close();

        assertUnavailableWithin(TIMEOUT, provider.acquire(key, newHold(), NOW, LEASE));
        assertUnavailableWithin(TIMEOUT, provider.isHeld(key));
    }

    /** However long the first connection takes here: the short time-out is for what comes after. */
    private void connect() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(CompletionException.class)
                .until(() -> !provider.isHeld(key).join());
    }

    private void awaitAcquired() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(CompletionException.class)
                .until(() -> acquired(provider, newHold()));
    }

    private static void assertUnavailableWithin(Duration bound, CompletableFuture<Boolean> answer) {
        long start = System.nanoTime();
        assertFails(answer).isInstanceOf(LockUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(bound.plus(MARGIN));
    }
}
