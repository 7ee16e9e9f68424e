package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

final class HoldersTest extends RedisTest {

    private static RedisServer redis;

    private final TestContext one = TestContext.withUrl(redis.url()).with("guarded.node", "node one");
    private final TestContext two = TestContext.withUrl(redis.url()).with("guarded.node", "node two");

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void end() {
        one.close();
        two.close();
    }

    @Test
    void holdOfAnotherNodeIsListedWithItsNameAndLease() {
        RedisLockProvider first = one.start();
        long hold = newHold();
        assertThat(acquired(first, hold)).isTrue();
        RedisLockProvider second = two.start();
        await().until(() -> redis.command("KEYS", "guarded_node:*").lines().count() >= 1);

        List<StoreHold> holds = second.holders(key).join();

        assertThat(holds).singleElement().satisfies(found -> {
            assertThat(found.key()).isEqualTo(key);
            assertThat(found.id()).isEqualTo(first.id(hold)).endsWith(":" + hold);
            assertThat(found.remaining()).isBetween(Duration.ofSeconds(5), LEASE);
            assertThat(found.node()).isEqualTo("node one");
        });
        assertThat(second.forceRelease(key, first.id(hold)).join()).isTrue();
        assertThat(first.release(key, hold).join()).isFalse();
        assertThat(second.holders(key).join()).isEmpty();
    }

    @Test
    void plainLockOfRedissonIsListedAndReleasedAndItsWaitersAreTold() throws Exception {
        Config config = new Config();
        config.useSingleServer().setAddress(redis.url());
        config.setCodec(org.redisson.client.codec.StringCodec.INSTANCE);
        config.setReferenceEnabled(false);
        RedissonClient plain = Redisson.create(config);
        try {
            RLock lock = plain.getLock(key);
            lock.lockAsync(41).toCompletableFuture().join();
            RedisLockProvider provider = one.start();
            StoreHold held = provider.holders(key).join().get(0);
            assertThat(held.node()).isEqualTo(plain.getId());
            var waiting = provider.acquire(key, newHold(), Duration.ofSeconds(20), LEASE);

            assertThat(provider.forceRelease(key, held.id() + "1").join()).isFalse();
            long freedAt = System.nanoTime();
            assertThat(provider.forceRelease(key, held.id()).join()).isTrue();

            assertThat(waiting.join()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - freedAt)).isLessThan(Duration.ofSeconds(15));
        } finally {
            plain.shutdown();
        }
    }

    @Test
    void whatIsNoLockIsNotListed() {
        RedisLockProvider provider = one.start();
        redis.command("SET", key + "-string", "x");
        redis.command("HSET", key + "-hash", "name", "value");
        redis.command("HSET", "other" + key, "a:1", "1");

        assertThat(provider.holders(key).join()).isEmpty();
    }

    @Test
    void prefixIsTakenLiterally() {
        RedisLockProvider provider = one.start();
        long hold = newHold();
        assertThat(provider.acquire("a[b]*?:" + key, hold, NOW, LEASE).join()).isTrue();

        assertThat(provider.holders("a[b]*?:").join()).hasSize(1);
        assertThat(provider.holders("a?b").join()).isEmpty();
        assertThat(provider.release("a[b]*?:" + key, hold).join()).isTrue();
    }
}
