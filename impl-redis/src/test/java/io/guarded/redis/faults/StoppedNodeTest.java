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
import org.junit.jupiter.api.Timeout;

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

    private static LockHandle closed(LockHandle handle) {
        handle.close();
        return handle;
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

    /** Right after a renewal. Where the machine stood still, too, and for so long that little was left, it is tried again. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void nodeThatStoodStillForLessThanItsLeaseKeepsIt() throws Exception {
        Duration lease = Duration.ofSeconds(20);
        Duration left;
        do {
            left = leftAfterAStop(lease, lease.multipliedBy(4).dividedBy(5));
        } while (left.compareTo(lease.dividedBy(8)) < 0);
    }

    private Duration leftAfterAStop(Duration lease, Duration stop) throws Exception {
        try (ChildNode there = ChildNode.start(redis.url(), name, lease.toSeconds() + "s")) {
            assertThat(there.ask("acquire")).isEqualTo("acquired");
            String owner = redis.command("HKEYS", key);
            awaitRenewal(redis, key);
            there.stop();
            awaitSince(System.nanoTime(), stop);
            boolean isFree = here.tryAcquire().map(StoppedNodeTest::closed).isPresent();
            Duration left = Duration.ofMillis(Long.parseLong(redis.command("PTTL", key)));

            there.tell("look");
            there.resume();

            if (left.compareTo(lease.dividedBy(8)) >= 0) {
                assertThat(there.answer()).isEqualTo("held");
                assertThat(isFree).as("given to another meanwhile").isFalse();
                assertThat(redis.command("HKEYS", key)).isEqualTo(owner);
                assertThat(there.ask("close")).isEqualTo("closed");
                here.acquire(LEASE).close();
            }
            return left;
        }
    }
}
