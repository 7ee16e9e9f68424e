package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** A release is repeated by its own hold id until it is answered, and frees nobody else's lock. */
class ReleaseTest extends RedisTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final RedisServer redis = RedisServer.start();
    private final TestContext context = new TestContext(TIMEOUT).with("guarded.redis.url", redis.url());
    private final RedisLockProvider provider = context.start();
    private final long hold = newHold();

    @BeforeEach
    void acquire() {
        assertThat(acquired(provider, hold)).isTrue();
    }

    @AfterEach
    void stop() {
        context.close();
        redis.close();
    }

    @Test
    void releaseWhoseConnectionsAreCutIsNoLoss() throws InterruptedException {
        redis.pause();
        CompletableFuture<Boolean> release = provider.release(key, hold);
        // read by Redis once it goes on, before or after the lost release: in both orders the hold is freed by its id
        Thread killer = new Thread(() -> redis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"));
        killer.start();
        redis.resume();

        assertThat(release.join()).isTrue();
        // it would kill the connection that asks below, too
        killer.join();
        assertFree(redis, key);
    }

    @Test
    void answerThatIsLateIsNoLoss() {
        redis.pause();
        CompletableFuture<Boolean> release = provider.release(key, hold);
        // by then it has been repeated, and a busy machine is still far from the time-out
        await().pollDelay(TIMEOUT.multipliedBy(3).dividedBy(8)).until(() -> !release.isDone());
        redis.resume();

        assertThat(release.join()).isTrue();
        assertFree(redis, key);
    }

    @Test
    void releaseOfWhatWasLostBeforeIsALoss() {
        redis.command("DEL", key);
        assertThat(acquired(provider, newHold())).isTrue();

        assertThat(provider.release(key, hold).join()).isFalse();

        assertThat(redis.command("EXISTS", key)).isEqualTo("1");
    }

    @Test
    void releaseThatWasNotAnsweredInTimeIsUnavailableAndGoesOn() {
        redis.command("CLIENT", "PAUSE", "60000", "WRITE");
        long start = System.nanoTime();

        assertFails(provider.release(key, hold)).isInstanceOf(LockUnavailableException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(TIMEOUT.minusMillis(50), TIMEOUT.plusSeconds(5));
        redis.command("CLIENT", "UNPAUSE");
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertFree(redis, key));
    }

    @Test
    void fullMemoryRefusesLocksButNeitherReleaseNorRenewal() {
        RedissonClient plain = Redisson.create(RedisSettings.read(context));
        try {
            CompletableFuture<Boolean> waiting =
                    plain.getLock(key).tryLockAsync(20, 20, TimeUnit.SECONDS, 1).toCompletableFuture();
            await().untilAsserted(() ->
                    assertThat(redis.command("PUBSUB", "CHANNELS")).contains(key));
            redis.command("CONFIG", "SET", "maxmemory", "1");

            assertThat(provider.renew(key, hold, LEASE).join()).isTrue();
            assertThat(provider.isHeld(key).join()).isTrue();
            assertFails(provider.acquire(key + ":other", newHold(), NOW, LEASE))
                    .isInstanceOf(LockUnavailableException.class)
                    .hasMessageContaining("no memory left");
            assertThat(provider.release(key, hold).join()).isTrue();
            assertFree(redis, key);
            assertThat(provider.release(key, hold).join()).isFalse();

            // woken, though it cannot have the lock before there is memory
            assertThat(waiting).failsWithin(Duration.ofSeconds(15));
            redis.command("CONFIG", "SET", "maxmemory", "0");
            assertThat(acquired(provider, newHold())).isTrue();
        } finally {
            plain.shutdown();
        }
    }

    @Test
    void replicaRefusesEverythingAsUnavailableUntilItIsTheMasterAgain() {
        redis.command("REPLICAOF", "127.0.0.1", "1");

        assertFails(provider.acquire(key + ":other", newHold(), NOW, LEASE))
                .isInstanceOf(LockUnavailableException.class);
        assertFails(provider.renew(key, hold, LEASE)).isInstanceOf(LockUnavailableException.class);
        assertFails(provider.release(key, hold)).isInstanceOf(LockUnavailableException.class);

        redis.command("REPLICAOF", "NO", "ONE");
        assertThat(provider.renew(key, hold, LEASE).join()).isTrue();
        assertThat(provider.release(key, hold).join()).isTrue();
    }

    @Test
    void keyOfAnotherTypeCostsOnlyItsOwnName() {
        String bad = key + ":bad";
        redis.command("SET", bad, "x");

        assertFails(provider.acquire(bad, newHold(), NOW, LEASE))
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("something else than a lock");
        assertFails(provider.renew(bad, newHold(), LEASE)).isInstanceOf(LockUnavailableException.class);
        assertFails(provider.release(bad, newHold())).isInstanceOf(LockUnavailableException.class);

        assertThat(redis.command("GET", bad)).isEqualTo("x");
        assertThat(provider.renew(key, hold, LEASE).join()).isTrue();
        assertThat(provider.release(key, hold).join()).isTrue();
    }
}
