package io.guarded.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

class WaitingTest extends RedisTest {

    private static RedisServer redis;
    private static TestContext context;
    private static RedisLockProvider provider;
    private static RedissonClient other;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        context = TestContext.withUrl(redis.url());
        provider = context.start();
        other = Redisson.create(RedisSettings.read(context));
    }

    @AfterAll
    static void stop() {
        other.shutdown();
        context.close();
        redis.close();
    }

    @Test
    void waitingAttemptHasTheKeyOnceItIsReleased() {
        long first = newHold();
        long second = newHold();
        acquired(provider, first);

        CompletableFuture<Boolean> waiting = provider.acquire(key, second, Duration.ofSeconds(30), LEASE);
        awaitSubscription();
        provider.release(key, first).join();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
        assertThat(redis.command("HKEYS", key)).endsWith(":" + second);
    }

    @Test
    void waitingAttemptIsRefusedAtTheEndOfItsWaitAndLeavesNoTrace() {
        long first = newHold();
        acquired(provider, first);
        long start = System.nanoTime();

        assertThat(provider.acquire(key, newHold(), Duration.ofMillis(700), LEASE)
                        .join())
                .isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(690));
        provider.release(key, first).join();
        assertFree(redis, key);
        await().untilAsserted(() -> assertThat(channels()).isEmpty());
    }

    @Test
    void waitsTooShortForASubscriptionAreRefusedAsBusy() {
        acquired(provider, newHold());

        for (int i = 0; i < 40; i++) {
            Duration wait = Duration.ofMillis(i % 20).plusNanos(1);
            assertThat(provider.acquire(key, newHold(), wait, LEASE).join()).isFalse();
        }
    }

    @Test
    void plainRLockElsewhereIsWokenByARelease() throws Exception {
        long hold = newHold();
        acquired(provider, hold);
        CompletableFuture<Boolean> waiting =
                other.getLock(key).tryLockAsync(30, 30, SECONDS, 1).toCompletableFuture();
        awaitSubscription();

        provider.release(key, hold).join();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
    }

    private void awaitSubscription() {
        await().untilAsserted(() -> assertThat(channels()).contains(key));
    }

    private String channels() {
        return redis.command("PUBSUB", "CHANNELS", "redisson_lock__channel:{" + key + "}");
    }
}
