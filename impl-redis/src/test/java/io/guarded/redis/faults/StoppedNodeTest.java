package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.NamedLock;
import io.guarded.redis.testing.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The JVM that holds a lock is killed, or stands still for a while. Rows 1, 2 and 3. */
final class StoppedNodeTest extends FaultTest {

    private static final Duration LEASE = Duration.ofSeconds(6);

    private final RedisServer redis = opened(RedisServer.start());
    private final NamedLock here = connected(node(redis.url()).getOrCreate(name));

    private ChildNode holdingNode(Duration lease) throws IOException {
        ChildNode there = opened(ChildNode.start(redis.url(), name, lease.toSeconds() + "s"));
        assertThat(there.ask("acquire")).isEqualTo("acquired");
        return there;
    }

    private static void awaitSince(long start, Duration time) {
        await().atMost(LONG).until(() -> since(start).compareTo(time) >= 0);
    }

    @Test
    void nextHolderComesWhenTheLeaseOfAKilledNodeIsOverAndNotBefore() throws Exception {
        ChildNode there = holdingNode(LEASE);
        CompletableFuture<LockHandle> next = here.acquireAsync(LONG);

        there.kill();

        long start = System.nanoTime();
        Duration left = Duration.ofMillis(Long.parseLong(redis.command("PTTL", key)));
        assertThat(left).isPositive();
        try (LockHandle held = next.get(LONG.toSeconds(), TimeUnit.SECONDS)) {
            held.ensureHeld();
            assertThat(since(start)).isGreaterThan(left.minusMillis(100));
            assertWithin(left.plusSeconds(1), start);
        }
        assertThat(isIn(redis, key)).isFalse();
    }

    @Test
    void nodeThatStoodStillForLongerThanItsLeaseFindsItLostAtItsFirstLook() throws Exception {
        ChildNode there = holdingNode(LEASE);
        CompletableFuture<LockHandle> next = here.acquireAsync(LONG);
        there.stop();
        awaitSince(System.nanoTime(), LEASE.multipliedBy(3).dividedBy(2));
        LockHandle successor = next.get(LONG.toSeconds(), TimeUnit.SECONDS);
        String owner = redis.command("HKEYS", key);

        there.tell("look");
        there.resume();

        assertThat(there.answer()).isEqualTo("LockLostException");
        assertThat(there.ask("close")).isEqualTo("closed");
        assertThat(redis.command("HKEYS", key)).isEqualTo(owner);
        successor.ensureHeld();
        successor.close();
    }

    @Test
    void nodeThatStoodStillForLessThanItsLeaseKeepsIt() throws Exception {
        Duration lease = Duration.ofSeconds(15);
        ChildNode there = holdingNode(lease);
        String owner = redis.command("HKEYS", key);
        there.stop();
        // longer than a renewal may be due, and far enough from the end that a slow machine does not get there
        awaitSince(System.nanoTime(), lease.multipliedBy(2).dividedBy(5));
        assertThat(here.tryAcquire()).isEmpty();

        there.tell("look");
        there.resume();

        assertThat(there.answer()).isEqualTo("held");
        assertThat(redis.command("HKEYS", key)).isEqualTo(owner);
        assertThat(there.ask("close")).isEqualTo("closed");
        here.acquire(LEASE).close();
    }
}
