package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Contender.Held;
import io.guarded.redis.testing.Cluster;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** One figure for one fault, beside what Redisson's RLock gives in the same run. */
@EnabledIfSystemProperty(named = "guarded.measure", matches = "true", disabledReason = "takes minutes: -Pmeasure")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("faults")
final class MeasureIT {

    private static final int COUNT = Integer.getInteger("guarded.measure.count", 100);
    private static final int LOCKS = 20;
    private static final Figures FIGURES = new Figures();

    private final String prefix = "measured-" + UUID.randomUUID() + "-";

    @AfterAll
    static void print() {
        FIGURES.print();
    }

    @Test
    void lossIsToldBeforeTheLeaseIsOver() {
        try (RedisServer redis = RedisServer.start();
                Contender guarded = GuardedContender.at(redis.url())) {
            List<Held> deleted = hold(guarded, "deleted", COUNT);
            redis.command("FLUSHALL");
            int toldOfDeletion = told(deleted);
            List<Held> frozen = hold(guarded, "frozen", COUNT);
            redis.pause();
            int toldOfFreeze = told(frozen);
            redis.resume();

            FIGURES.row(
                    "losses told within a lease after the keys are deleted, of " + COUNT,
                    toldOfDeletion,
                    "has no way to tell");
            FIGURES.row(
                    "losses told within a lease after Redis is frozen, of " + COUNT,
                    toldOfFreeze,
                    "has no way to tell");
            assertThat(toldOfDeletion).isEqualTo(COUNT);
            assertThat(toldOfFreeze).isEqualTo(COUNT);
        }
    }

    @Test
    void badKeyCostsNoOtherLock() {
        try (RedisServer redis = RedisServer.start();
                Contender guarded = GuardedContender.at(redis.url());
                Contender plain = PlainContender.at(redis.url())) {
            List<Integer> lost = new ArrayList<>();
            for (Contender contender : List.of(guarded, plain)) {
                List<Held> held = hold(contender, contender.name(), LOCKS);
                redis.command("SET", held.get(0).key(), "something else");
                Times.pass(Times.LEASE.multipliedBy(2));
                lost.add((int) held.stream()
                        .skip(1)
                        .filter(each -> redis.command("EXISTS", each.key()).equals("0"))
                        .count());
            }
            FIGURES.row("healthy locks lost with one key of another type, of " + (LOCKS - 1), lost.get(0), lost.get(1));
            assertThat(lost.get(0)).isZero();
        }
    }

    @Test
    void frozenShardCostsNoLockOfAnother() {
        List<Integer> lost = new ArrayList<>();
        List<Integer> healthy = new ArrayList<>();
        try (Cluster cluster = Cluster.start();
                Contender guarded = GuardedContender.of(cluster.yaml());
                Contender plain = PlainContender.of(cluster.yaml())) {
            for (Contender contender : List.of(guarded, plain)) {
                List<Held> held = hold(contender, contender.name(), LOCKS + LOCKS / 2);
                RedisServer frozen = cluster.nodes().get(2);
                List<Held> others = held.stream()
                        .filter(each -> cluster.nodeOf(each.key()) != frozen)
                        .toList();
                healthy.add(others.size());
                frozen.pause();
                Times.pass(Times.LEASE.multipliedBy(2));
                lost.add((int) others.stream()
                        .filter(each -> cluster.nodeOf(each.key())
                                .command("EXISTS", each.key())
                                .equals("0"))
                        .count());
                frozen.resume();
            }
        }
        FIGURES.row(
                "healthy locks lost with one of three shards frozen",
                lost.get(0) + " of " + healthy.get(0),
                lost.get(1) + " of " + healthy.get(1));
        assertThat(lost.get(0)).isZero();
    }

    @Test
    void askedWaitIsKeptThoughRedisIsFrozen() {
        Duration asked = Duration.ofSeconds(1);
        List<Long> overrun = new ArrayList<>();
        try (RedisServer redis = RedisServer.start();
                Contender guarded = GuardedContender.at(redis.url());
                Contender plain = PlainContender.at(redis.url())) {
            for (Contender contender : List.of(guarded, plain)) {
                contender.hold(prefix + "first");
                redis.pause();
                long start = System.nanoTime();
                boolean isGiven = contender.tries(prefix + contender.name(), asked);
                overrun.add(
                        Duration.ofNanos(System.nanoTime() - start).minus(asked).toMillis());
                redis.resume();
                assertThat(isGiven).isFalse();
                redis.command("FLUSHALL");
            }
        }
        FIGURES.row("overrun of an asked wait of 1 s, Redis frozen", overrun.get(0) + " ms", overrun.get(1) + " ms");
        assertThat(overrun.get(0))
                .isLessThan(Times.STORE_TIMEOUT.plus(Times.MARGIN).toMillis());
    }

    private List<Held> hold(Contender contender, String what, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> contender.hold(prefix + what + number))
                .toList();
    }

    private static int told(List<Held> held) {
        long start = System.nanoTime();
        return (int) held.stream()
                .filter(each -> each.isToldWithin(Times.LEASE.minus(Duration.ofNanos(System.nanoTime() - start))))
                .count();
    }
}
