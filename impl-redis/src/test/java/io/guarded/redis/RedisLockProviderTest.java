package io.guarded.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.RedisServer;
import io.guarded.spi.LockProvider;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

class RedisLockProviderTest extends RedisTest {

    private static RedisServer redis;
    private static TestContext context;
    private static RedisLockProvider provider;
    private static RedissonClient other;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        context = TestContext.withUrl(redis.url());
        provider = context.start();
        Config config = RedisSettings.read(context);
        other = Redisson.create(config);
    }

    @AfterAll
    static void stop() {
        other.shutdown();
        context.close();
        redis.close();
    }

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(LockProvider.class))
                .singleElement()
                .isInstanceOf(RedisLockProvider.class)
                .returns("redis", LockProvider::type)
                .returns(LockProvider.Scope.CLUSTER, LockProvider::scope);
    }

    @Test
    void holdIsRedissonsHashAtTheVeryKeyUntilItIsReleased() {
        long hold = newHold();

        assertThat(acquired(provider, hold)).isTrue();

        assertThat(redis.command("HGETALL", key)).matches("[0-9a-f-]{36}:" + hold + "\n1");
        assertThat(Long.parseLong(redis.command("PTTL", key))).isBetween(20_000L, 30_000L);
        assertThat(provider.isHeld(key).join()).isTrue();
        assertThat(provider.release(key, hold).join()).isTrue();
        assertFree(redis, key);
        assertThat(provider.isHeld(key).join()).isFalse();
    }

    @Test
    void secondHoldIsRefused() {
        acquired(provider, newHold());

        assertThat(acquired(provider, newHold())).isFalse();
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

        for (int i = 0; i < 50; i++) {
            assertThat(provider.acquire(key, newHold(), Duration.ofNanos(1), LEASE)
                            .join())
                    .isFalse();
        }
    }

    @Test
    void plainRLockElsewhereIsExcluded() {
        RLock plain = other.getLock(key);
        long hold = newHold();
        acquired(provider, hold);

        assertThat(plain.tryLock()).isFalse();

        provider.release(key, hold).join();
        assertThat(plain.tryLock()).isTrue();
        plain.unlock();
    }

    @Test
    void plainRLockElsewhereExcludes() {
        RLock plain = other.getLock(key);
        plain.lock();
        try {
            assertThat(acquired(provider, newHold())).isFalse();
            assertThat(provider.isHeld(key).join()).isTrue();
        } finally {
            plain.unlock();
        }

        assertThat(acquired(provider, newHold())).isTrue();
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

    @Test
    void renewedLeaseRunsFromNow() {
        long hold = newHold();
        acquired(provider, hold);

        assertThat(provider.renew(key, hold, Duration.ofMinutes(5)).join()).isTrue();

        assertThat(Long.parseLong(redis.command("PTTL", key))).isGreaterThan(200_000);
    }

    @Test
    void renewalTellsThatTheHoldIsLost() {
        long hold = newHold();
        acquired(provider, hold);
        redis.command("DEL", key);

        assertThat(provider.renew(key, hold, LEASE).join()).isFalse();

        assertFree(redis, key);
    }

    @Test
    void renewalOfALostHoldLeavesTheSuccessorsLeaseAlone() {
        long hold = newHold();
        acquired(provider, hold);
        redis.command("DEL", key);
        acquired(provider, newHold());

        assertThat(provider.renew(key, hold, Duration.ofMinutes(5)).join()).isFalse();

        assertThat(Long.parseLong(redis.command("PTTL", key))).isLessThan(31_000);
    }

    @Test
    void leaseRunsOut() {
        long hold = newHold();
        provider.acquire(key, hold, NOW, Duration.ofMillis(200)).join();

        await().untilAsserted(() -> assertFree(redis, key));

        assertThat(provider.renew(key, hold, LEASE).join()).isFalse();
        assertThat(acquired(provider, newHold())).isTrue();
    }

    @Test
    void releaseOfALostHoldLeavesTheSuccessorAlone() {
        long lost = newHold();
        long successor = newHold();
        acquired(provider, lost);
        redis.command("DEL", key);
        acquired(provider, successor);

        assertThat(provider.release(key, lost).join()).isFalse();

        assertThat(redis.command("HKEYS", key)).endsWith(":" + successor);
    }

    @Test
    void keyOfAnotherTypeIsUnavailableAndNoOther() {
        redis.command("SET", key, "text");

        assertUnavailable(provider.acquire(key, newHold(), NOW, LEASE));
        assertUnavailable(provider.acquire(key, newHold(), Duration.ofMillis(100), LEASE));
        assertUnavailable(provider.renew(key, newHold(), LEASE));
        assertUnavailable(provider.release(key, newHold()));
        assertUnavailable(provider.isHeld(key));
        assertThat(provider.acquire(key + "2", newHold(), NOW, LEASE).join()).isTrue();
        assertThat(redis.command("GET", key)).isEqualTo("text");
    }

    @Test
    void flushedScriptsAreSentAgain() {
        long hold = newHold();
        acquired(provider, hold);
        provider.renew(key, hold, LEASE).join();
        redis.command("SCRIPT", "FLUSH");

        assertThat(provider.renew(key, hold, LEASE).join()).isTrue();
        assertThat(provider.release(key, hold).join()).isTrue();
    }

    private void assertUnavailable(CompletableFuture<Boolean> answer) {
        assertFails(answer)
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("something else than a lock")
                .returns(key, failure -> ((LockUnavailableException) failure).lockName());
    }

    private void awaitSubscription() {
        await().untilAsserted(() -> assertThat(channels()).contains(key));
    }

    private String channels() {
        return redis.command("PUBSUB", "CHANNELS", "redisson_lock__channel:{" + key + "}");
    }
}
