package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.NamedLock;
import io.guarded.redis.testing.Cluster;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An operator moves the slot of a held lock to another node of a cluster. Row 25. */
final class MovedSlotTest extends FaultTest {

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final Cluster cluster = opened(Cluster.start());
    private final NamedLock here = lock();
    private final NamedLock there = lock();

    private NamedLock lock() {
        return connected(opened(Managers.configured(
                        cluster.yaml(), "guarded.lease", LEASE.toSeconds() + "s", "guarded.store-timeout", "5s"))
                .getOrCreate(name));
    }

    @Test
    void holdStaysAndItsReleaseReachesTheWaiter() throws Exception {
        RedisServer from = cluster.nodeOf(key);
        RedisServer to = cluster.nodes().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = here.acquire();
        held.onLost(told::countDown);
        String owner = from.command("HKEYS", key);
        CompletableFuture<LockHandle> waiting = there.acquireAsync(LONG.multipliedBy(2));

        move(from, to);

        awaitRenewal(to, key);
        awaitRenewal(to, key);
        assertThat(told.getCount()).as("not told as lost").isEqualTo(1);
        held.ensureHeld();
        assertThat(to.command("HKEYS", key)).isEqualTo(owner);
        assertThat(waiting).isNotDone();
        held.close();
        LockHandle next = waiting.get(LONG.toSeconds(), TimeUnit.SECONDS);
        next.ensureHeld();
        next.close();
        await().atMost(LONG).until(() -> !isIn(to, key));
    }

    private void move(RedisServer from, RedisServer to) {
        String slot = from.command("CLUSTER", "KEYSLOT", key);
        String target = to.command("CLUSTER", "MYID");
        to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", from.command("CLUSTER", "MYID"));
        from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", target);
        from.command("MIGRATE", "127.0.0.1", Integer.toString(to.port()), key, "0", "5000");
        cluster.nodes().forEach(node -> node.command("CLUSTER", "SETSLOT", slot, "NODE", target));
    }
}
