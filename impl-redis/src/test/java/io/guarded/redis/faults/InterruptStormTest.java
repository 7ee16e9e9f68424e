package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockInterruptedException;
import io.guarded.NamedLock;
import io.guarded.core.Actors;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of two nodes are interrupted at any moment of an acquisition. Row 10. */
final class InterruptStormTest extends FaultTest {

    private static final int INTERRUPTS = 10_000;
    private static final int MOST_MICROS = 1_000;
    private static final int THREADS_PER_NODE = 2;
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final RedisServer redis = opened(RedisServer.start());
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private volatile boolean isOver;

    /** Ten thousand short pauses are long ones on a busy machine. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void nothingIsHeldOrWaitedForAfterIt() throws Exception {
        List<NamedLock> nodes = List.of(lockOfANode(), lockOfANode());
        List<Actors.Actor<String>> workers = new ArrayList<>();
        for (int i = 0; i < nodes.size() * THREADS_PER_NODE; i++) {
            NamedLock lock = nodes.get(i % nodes.size());
            workers.add(actors.start(() -> work(lock)));
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < INTERRUPTS; i++) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MOST_MICROS)));
            workers.get(random.nextInt(workers.size())).interrupt();
        }
        isOver = true;

        for (Actors.Actor<String> worker : workers) {
            assertThat(worker.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("well");
        }
        assertThat(interrupted).hasPositiveValue();
        assertThat(entered).hasPositiveValue();
        await().atMost(LEASE.plus(MARGIN)).until(() -> !isIn(redis, key));
        await().atMost(LONG).untilAsserted(() -> assertThat(redis.command("PUBSUB", "CHANNELS"))
                .isEmpty());
        for (NamedLock lock : nodes) {
            try (LockHandle held = lock.acquire(LEASE)) {
                held.ensureHeld();
            }
        }
        assertThat(isIn(redis, key)).isFalse();
    }

    private NamedLock lockOfANode() {
        return connected(node(redis.url(), "guarded.lease", LEASE.toSeconds() + "s", "guarded.store-timeout", "6s")
                .getOrCreate(name));
    }

    private String work(NamedLock lock) {
        String outcome = "well";
        while (!isOver) {
            try (LockHandle held = lock.acquire(LEASE)) {
                if (inside.incrementAndGet() != 1) {
                    outcome = "two holders";
                }
                entered.incrementAndGet();
                held.ensureHeld();
                inside.decrementAndGet();
            } catch (LockInterruptedException e) {
                interrupted.incrementAndGet();
                if (!Thread.currentThread().isInterrupted()) {
                    outcome = "the flag is not restored";
                }
            } catch (LockBusyException othersWereQuicker) {
                // as it may be
            }
            var unused = Thread.interrupted();
        }
        return outcome;
    }
}
