package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.redis.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class FencingTokensTest extends RedisTest {

    private static RedisServer redis;

    private final TestContext one = TestContext.withUrl(redis.url());
    private final TestContext two = TestContext.withUrl(redis.url());

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
    void tokensGrowOverNodesAndLeaveRoomForWhatWasReserved() {
        RedisLockProvider first = one.start();
        RedisLockProvider second = two.start();

        long a = first.tokens(key, 10).join();
        long b = second.tokens(key, 1).join();
        long c = first.tokens(key, 1).join();

        assertThat(b).isGreaterThanOrEqualTo(a + 10);
        assertThat(c).isGreaterThan(b);
    }

    @Test
    void tokensGrowWhenTheCountersAreLost() {
        RedisLockProvider provider = one.start();
        long before = provider.tokens(key, 5).join() + 4;

        redis.command("FLUSHALL");

        assertThat(provider.tokens(key, 1).join()).isGreaterThan(before);
    }

    @Test
    void countersAreFewHoweverManyTheNames() {
        RedisLockProvider provider = one.start();
        redis.command("FLUSHALL");

        for (int i = 0; i < 3_000; i++) {
            provider.tokens("lock:name" + i, 1).join();
        }

        assertThat(redis.command("KEYS", "guarded_token:*").lines().count()).isBetween(900L, 1_024L);
    }

    @Test
    void counterAheadOfTheClockGoesOnFromThere() {
        RedisLockProvider provider = one.start();
        redis.command("SET", FencingTokens.counter(key), "8000000000000000");

        assertThat(provider.tokens(key, 1).join()).isEqualTo(8_000_000_000_000_001L);
        redis.command("DEL", FencingTokens.counter(key));
    }
}
