package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeaseTest extends RedisTest {

    private static RedisServer redis;
    private static TestContext context;
    private static RedisLockProvider provider;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        context = TestContext.withUrl(redis.url());
        provider = context.start();
    }

    @AfterAll
    static void stop() {
        context.close();
        redis.close();
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
    void flushedScriptsAreSentAgain() {
        long hold = newHold();
        acquired(provider, hold);
        provider.renew(key, hold, LEASE).join();
        redis.command("SCRIPT", "FLUSH");

        assertThat(provider.renew(key, hold, LEASE).join()).isTrue();
        assertThat(provider.release(key, hold).join()).isTrue();
    }
}
