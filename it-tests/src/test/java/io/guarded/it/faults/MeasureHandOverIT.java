package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Contender.Answer;
import io.guarded.it.faults.Contender.Held;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long a waiter of another process waits after the holder is gone. */
@EnabledIfSystemProperty(named = "guarded.measure", matches = "true", disabledReason = "takes minutes: -Pmeasure")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("faults")
final class MeasureHandOverIT {

    private static final int REPEATS = Integer.getInteger("guarded.measure.repeats", 10);
    private static final Duration LONG = Times.LEASE.multipliedBy(5);
    private static final Figures FIGURES = new Figures();

    private final String prefix = "handed-" + UUID.randomUUID() + "-";
    private final Random random = new Random();

    @AfterAll
    static void print() {
        FIGURES.print();
    }

    @Test
    void killedHolderIsFollowedWhenItsLeaseIsOver() throws Exception {
        Map<Side, List<Duration>> afterKill = perSide();
        Map<Side, List<Duration>> afterLease = perSide();
        try (RedisServer redis = RedisServer.start();
                Contender guarded = Side.GUARDED.at(redis.url());
                Contender plain = Side.RLOCK.at(redis.url())) {
            Map<Side, Contender> next = new EnumMap<>(Map.of(Side.GUARDED, guarded, Side.RLOCK, plain));
            for (int i = 0; i < REPEATS; i++) {
                for (Side side : Side.values()) {
                    String lock = prefix + side + i;
                    try (Child holder = holding(side, redis, lock)) {
                        CompletableFuture<Answer> waiting = waiting(next.get(side), lock, redis);
                        Times.pass(Duration.ofNanos((long) (random.nextDouble() * Times.LEASE.toNanos() / 3)));
                        long killed = System.nanoTime();
                        holder.kill();
                        long end = System.nanoTime()
                                + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(redis.command("PTTL", Site.key(lock))));
                        long given = given(waiting);
                        afterKill.get(side).add(Duration.ofNanos(given - killed));
                        afterLease.get(side).add(Duration.ofNanos(given - end));
                    }
                }
            }
        }
        row("hand-over after kill -9 of the holder's process, in leases", afterKill, Spread::inLeases);
        row("the same from the end of the lease in Redis", afterLease, Spread::inMillis);
        Spread ours = Spread.of(afterLease.get(Side.GUARDED));
        assertThat(ours.least()).isGreaterThan(Duration.ofMillis(-100));
        assertThat(ours.most()).isLessThan(Times.MARGIN);
    }

    @Test
    void releaseReachesAWaiterWhoseSubscriptionWasKilled() throws Exception {
        Map<Side, List<Duration>> afterRelease = perSide();
        try (RedisServer redis = RedisServer.start()) {
            for (Side side : Side.values()) {
                try (Contender holder = side.at(redis.url());
                        Contender waiter = side.at(redis.url())) {
                    for (int i = 0; i < REPEATS; i++) {
                        Held held = holder.hold(prefix + side + i);
                        CompletableFuture<Answer> waiting = waiting(waiter, prefix + side + i, redis);
                        redis.command("CLIENT", "KILL", "TYPE", "pubsub");
                        long released = System.nanoTime();
                        held.release().run();
                        afterRelease.get(side).add(Duration.ofNanos(given(waiting) - released));
                    }
                }
            }
        }
        row("hand-over after a release just after the subscriptions were killed", afterRelease, Spread::inMillis);
        assertThat(Spread.of(afterRelease.get(Side.GUARDED)).most())
                .isLessThan(Duration.ofSeconds(1).plus(Times.MARGIN));
    }

    private static Child holding(Side side, RedisServer redis, String lock) throws InterruptedException {
        CountDownLatch holds = new CountDownLatch(1);
        Child child = Child.start(
                List.of(),
                HolderMain.class,
                line -> {
                    if (line.equals(HolderMain.HOLDS)) {
                        holds.countDown();
                    }
                },
                side.name(),
                redis.url(),
                lock);
        assertThat(holds.await(1, TimeUnit.MINUTES)).as("holds").isTrue();
        return child;
    }

    /** Asks, and returns when the one who asked has heard that the lock is held and listens for its release. */
    private static CompletableFuture<Answer> waiting(Contender contender, String lock, RedisServer redis) {
        CompletableFuture<Answer> waiting = contender.asksAside(lock, LONG);
        Site.awaitThat(() -> redis.command("PUBSUB", "CHANNELS").contains(lock));
        // looks once more then
        Times.pass(Duration.ofMillis(300));
        return waiting;
    }

    private static long given(CompletableFuture<Answer> waiting) throws Exception {
        Answer answer = waiting.get(2 * LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.said()).isEqualTo(Answer.GIVEN);
        return answer.ended();
    }

    private static Map<Side, List<Duration>> perSide() {
        return new EnumMap<>(Map.of(Side.GUARDED, new ArrayList<>(), Side.RLOCK, new ArrayList<>()));
    }

    private static void row(String what, Map<Side, List<Duration>> figures, Function<Spread, String> shown) {
        FIGURES.row(
                what + ", median of " + REPEATS,
                shown.apply(Spread.of(figures.get(Side.GUARDED))),
                shown.apply(Spread.of(figures.get(Side.RLOCK))));
    }
}
