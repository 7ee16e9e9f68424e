package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.NamedLock;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body takes twenty times as long as the lease of its lock. Row 4. */
final class LongBodyTest extends FaultTest {

    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration BODY = LEASE.multipliedBy(20);

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void lockIsKeptForTwentyLeases() {
        RedisServer redis = opened(RedisServer.start());
        NamedLock here = connected(
                node(redis.url(), "guarded.lease", LEASE.toSeconds() + "s").getOrCreate(name));
        NamedLock other = connected(node(redis.url()).getOrCreate(name));
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = here.acquire();
        held.onLost(told::countDown);
        String owner = redis.command("HKEYS", key);
        long start = System.nanoTime();

        await().atMost(BODY.plus(LONG)).pollInterval(LEASE.dividedBy(5)).until(() -> {
            assertThat(redis.command("HKEYS", key)).isEqualTo(owner);
            assertThat(other.tryAcquire()).isEmpty();
            return since(start).compareTo(BODY) >= 0;
        });

        assertThat(told.getCount()).as("not told as lost").isEqualTo(1);
        held.ensureHeld();
        held.close();
        other.acquire(LEASE).close();
    }
}
