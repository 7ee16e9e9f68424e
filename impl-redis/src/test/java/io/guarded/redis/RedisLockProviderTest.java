package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;

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
        other = Redisson.create(RedisSettings.read(context));
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

    private void assertUnavailable(CompletableFuture<Boolean> answer) {
        assertFails(answer)
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("something else than a lock")
                .returns(key, failure -> ((LockUnavailableException) failure).lockName());
    }
}
