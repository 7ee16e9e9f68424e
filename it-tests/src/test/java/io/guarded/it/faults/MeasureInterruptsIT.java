package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockHandle;
import io.guarded.LockInterruptedException;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.redisson.api.RLock;
import org.redisson.client.RedisException;

/** What stays of locks whose takers are interrupted at any moment from asking to giving back, and a little after. */
@EnabledIfSystemProperty(named = "guarded.measure", matches = "true", disabledReason = "takes minutes: -Pmeasure")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("faults")
final class MeasureInterruptsIT {

    private static final int INTERRUPTS = Integer.getInteger("guarded.measure.interrupts", 10_000);
    private static final int LANES = 4;
    private static final double LEAST_NANOS = 20_000;
    private static final double MOST_NANOS = 20_000_000;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Figures FIGURES = new Figures();

    /** Takes a free lock and gives it back, as its documentation shows; throws if an interrupt kept it from that. */
    private interface Use {
        void of(String lock) throws InterruptedException;
    }

    private interface Taking {
        void take(RLock lock) throws InterruptedException;
    }

    /** What stayed: keys two leases later, and those of them that are there another two later. */
    private record Left(int interrupted, int keys, int renewed) {
        String words() {
            return keys + ", " + renewed + " of them renewed on and on (" + interrupted + " calls ended by it)";
        }
    }

    private final String prefix = "interrupted-" + UUID.randomUUID() + "-";

    @AfterAll
    static void print() {
        FIGURES.print();
    }

    @Test
    void interruptLeavesNoLock() throws Exception {
        Left ours = ofGuarded();
        Left interruptibly = ofPlain(RLock::lockInterruptibly);
        Left trying = ofPlain(lock -> assertThat(lock.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS))
                .as("a free lock is given")
                .isTrue());

        String what = "locks left after " + INTERRUPTS + " interrupts, RLock by ";
        FIGURES.row(what + "`lockInterruptibly()`", ours.words(), interruptibly.words());
        FIGURES.row(what + "`tryLock(1 s)`", ours.words(), trying.words());
        assertThat(ours.interrupted()).isPositive();
        assertThat(ours.keys()).isZero();
    }

    private Left ofGuarded() throws Exception {
        try (RedisServer redis = RedisServer.start();
                GuardedContender guarded = GuardedContender.at(redis.url())) {
            return storm(redis, name -> {
                try (LockHandle held = guarded.manager().getOrCreate(name).acquire(WAIT)) {
                    held.ensureHeld();
                } catch (LockInterruptedException e) {
                    throw new InterruptedException();
                }
            });
        }
    }

    private Left ofPlain(Taking taking) throws Exception {
        try (RedisServer redis = RedisServer.start();
                PlainContender plain = PlainContender.at(redis.url())) {
            return storm(redis, name -> {
                RLock lock = plain.lock(name);
                taking.take(lock);
                // in a finally, if there were anything to do between them
                lock.unlock();
            });
        }
    }

    private Left storm(RedisServer redis, Use use) throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        List<Future<?>> lanes = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < LANES; i++) {
                String lane = prefix + i + "-";
                lanes.add(threads.submit(() -> {
                    for (int j = 0; j < INTERRUPTS / LANES; j++) {
                        if (isInterruptedIn(use, lane + j, threads)) {
                            interrupted.incrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Times.pass(Times.LEASE.multipliedBy(2));
        Set<String> left = keys(redis);
        Times.pass(Times.LEASE.multipliedBy(2));
        Set<String> renewed = keys(redis);
        renewed.retainAll(left);
        return new Left(interrupted.get(), left.size(), renewed.size());
    }

    /** One call, one interrupt after a random while. Neither ends without the other, so that none meets the next call. */
    private static boolean isInterruptedIn(Use use, String lock, ExecutorService threads) {
        Thread caller = Thread.currentThread();
        CompletableFuture<?> interrupt = CompletableFuture.runAsync(
                () -> {
                    LockSupport.parkNanos(afterNanos());
                    caller.interrupt();
                },
                threads);
        try {
            use.of(lock);
            return false;
        } catch (InterruptedException | RedisException ended) {
            return true;
        } finally {
            interrupt.join();
            var unused = Thread.interrupted();
        }
    }

    /** As likely in each order of magnitude: whatever a call takes here, some come at every moment of it, and some later. */
    private static long afterNanos() {
        return (long) (LEAST_NANOS
                * Math.pow(MOST_NANOS / LEAST_NANOS, ThreadLocalRandom.current().nextDouble()));
    }

    private Set<String> keys(RedisServer redis) {
        return redis.command("KEYS", Site.key(prefix) + "*")
                .lines()
                .filter(key -> !key.isEmpty())
                .collect(Collectors.toSet());
    }
}
