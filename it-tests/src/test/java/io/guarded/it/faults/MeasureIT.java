package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Contender.Answer;
import io.guarded.it.faults.Contender.Held;
import io.guarded.redis.testing.Cluster;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.redisson.api.RFuture;

/** One figure for one fault, beside what Redisson's RLock gives in the same run. */
@EnabledIfSystemProperty(named = "guarded.measure", matches = "true", disabledReason = "takes minutes: -Pmeasure")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("faults")
final class MeasureIT {

    private static final int COUNT = Integer.getInteger("guarded.measure.count", 1_000);
    private static final int REPEATS = Integer.getInteger("guarded.measure.repeats", 3);
    private static final int LOCKS = 20;
    private static final Figures FIGURES = new Figures();

    private final String prefix = "measured-" + UUID.randomUUID() + "-";

    @AfterAll
    static void print() {
        FIGURES.print();
    }

    /** By DEL, all at once. An RLock tells nobody: whoever wants to know has to ask, or finds out at the unlock. */
    @Test
    void deletionIsToldBeforeTheLeaseIsOver() {
        try (RedisServer redis = RedisServer.start();
                Contender guarded = GuardedContender.at(redis.url());
                PlainContender plain = PlainContender.at(redis.url())) {
            List<Held> ours = hold(guarded, "deleted", COUNT);
            long deleted = delete(redis, ours);
            long told = ours.stream()
                    .filter(each -> each.isToldBefore(deleted + Times.LEASE.toNanos()))
                    .count();
            assertThat(told).isEqualTo(COUNT);
            List<Duration> after = ours.stream()
                    .map(each -> Duration.ofNanos(each.told().join() - deleted))
                    .toList();
            List<Held> theirs = hold(plain, "deleted", COUNT);
            delete(redis, theirs);
            Times.pass(Times.LEASE);

            FIGURES.row(
                    "losses told within a lease after DEL, of " + COUNT,
                    told + ", " + Spread.of(after).inMillis() + " after it",
                    told(theirs) + ", but " + asked(plain, theirs) + " are not held if asked, and "
                            + refusedUnlocks(theirs) + " unlocks fail");
        }
    }

    /** How long each key lives on in Redis is read while nothing can renew it any more. */
    @Test
    void freezeIsToldBeforeTheKeyExpires() {
        try (RedisServer redis = RedisServer.start();
                Contender guarded = GuardedContender.at(redis.url());
                PlainContender plain = PlainContender.at(redis.url())) {
            List<Held> ours = hold(guarded, "frozen", COUNT);
            List<Long> ends = freeze(redis, ours);
            long told = IntStream.range(0, COUNT)
                    .filter(i -> ours.get(i).isToldBefore(ends.get(i)))
                    .count();
            assertThat(told).isEqualTo(COUNT);
            List<Duration> before = IntStream.range(0, COUNT)
                    .mapToObj(i ->
                            Duration.ofNanos(ends.get(i) - ours.get(i).told().join()))
                    .toList();
            thaw(redis);

            List<Held> theirs = hold(plain, "frozen", COUNT);
            List<Long> theirEnds = freeze(redis, theirs);
            List<RFuture<Boolean>> questions = theirs.stream()
                    .map(each -> plain.isHeldByThisThread(each.key()))
                    .toList();
            Times.pass(Duration.ofNanos(theirEnds.get(COUNT - 1) - System.nanoTime()));
            long answered = questions.stream()
                    .filter(question ->
                            question.isDone() && !question.toCompletableFuture().isCompletedExceptionally())
                    .count();
            thaw(redis);

            FIGURES.row(
                    "losses told before the key expires in a frozen Redis, of " + COUNT,
                    told + ", " + Spread.of(before).inMillis() + " before it",
                    told(theirs) + ", and no answer to " + (COUNT - answered)
                            + " that ask by then; afterwards " + asked(plain, theirs)
                            + " are not held if asked, and " + refusedUnlocks(theirs) + " unlocks fail");
        }
    }

    /** Gives the moment before. */
    private static long delete(RedisServer redis, List<Held> held) {
        long start = System.nanoTime();
        redis.command(
                Stream.concat(Stream.of("DEL"), held.stream().map(Held::key)).toArray(String[]::new));
        return start;
    }

    /** Gives the earliest moment at which each key can be over. */
    private static List<Long> freeze(RedisServer redis, List<Held> held) {
        redis.command("CLIENT", "PAUSE", "600000", "WRITE");
        List<Long> ends = held.stream()
                .map(each -> System.nanoTime()
                        + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(redis.command("PTTL", each.key()))))
                .toList();
        redis.pause();
        return ends;
    }

    private static void thaw(RedisServer redis) {
        redis.resume();
        redis.command("CLIENT", "UNPAUSE");
    }

    private static long told(List<Held> held) {
        return held.stream().filter(each -> each.told().isDone()).count();
    }

    private static long asked(PlainContender plain, List<Held> held) {
        return held.stream()
                .filter(each -> !plain.isHeldByThisThread(each.key())
                        .toCompletableFuture()
                        .join())
                .count();
    }

    private static long refusedUnlocks(List<Held> held) {
        return held.stream()
                .filter(each -> {
                    try {
                        each.release().run();
                        return false;
                    } catch (IllegalMonitorStateException notHeld) {
                        return true;
                    }
                })
                .count();
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
        Map<Side, List<Duration>> overrun =
                new EnumMap<>(Map.of(Side.GUARDED, new ArrayList<>(), Side.RLOCK, new ArrayList<>()));
        for (int i = 0; i < REPEATS; i++) {
            for (Side side : Side.values()) {
                try (RedisServer redis = RedisServer.start();
                        Contender contender = side.at(redis.url())) {
                    contender.hold(prefix + "first");
                    redis.pause();
                    Answer answer = contender.asks(prefix + "other", asked);
                    redis.resume();
                    overrun.get(side).add(answer.over(asked));
                    assertThat(answer.isGiven()).isFalse();
                }
            }
        }
        Spread ours = Spread.of(overrun.get(Side.GUARDED));
        FIGURES.row(
                "overrun of an asked wait of 1 s, Redis frozen, median of " + REPEATS,
                ours.inMillis(),
                Spread.of(overrun.get(Side.RLOCK)).inMillis());
        assertThat(ours.most()).isLessThan(Times.STORE_TIMEOUT.plus(Times.MARGIN));
    }

    private List<Held> hold(Contender contender, String what, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> contender.hold(prefix + what + number))
                .toList();
    }
}
