package io.guarded.benchmarks.paired;

import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.List;

/**
 * Counts round trips to a Redis server that is away a while, where they pass: messages that are under way together are one.
 * Beside it stands how long a pair takes, in the time that one command takes there in the same round.
 */
final class DelayedSection {

    private static final Duration TURN = Duration.ofMillis(500);
    private static final String YARDSTICK = "one command";
    private static final String OURS = "Guarded, one thread";
    private static final String BARE = "bare `RLock`, one thread";
    private static final String OURS_BY_EIGHT = "Guarded, 8 threads on one name";
    private static final String BARE_BY_EIGHT = "bare `RLock`, 8 threads on one name";

    /** Connections are asked now and then whether they live. */
    private static final double TWO = 2.1;

    /** What is counted does not depend on the machine. */
    private static final int COUNTED_TURNS = 3;

    private DelayedSection() {}

    static Section measure() throws Exception {
        Section section = new Section(
                "redis-delayed",
                "Round trips for a pair, Redis behind a delay",
                "delay",
                "lock",
                "round trips for a pair",
                "time, in that of one command");
        for (int milliseconds : new int[] {1, 5, 10}) {
            measure(section, milliseconds);
        }
        return section;
    }

    private static void measure(Section section, int milliseconds) throws Exception {
        try (RedisServer redis = RedisServer.start();
                FarServer far = FarServer.of(redis.port(), Duration.ofMillis(milliseconds));
                CloseableLockManager manager = Managers.at(far.url(), RedisSections.PATIENT);
                RedissonPeers redisson = new RedissonPeers(far.url())) {
            List<Contender> all = List.of(
                    redisson.roundTrip(YARDSTICK),
                    Ours.guarded(OURS, manager),
                    redisson.lock(BARE),
                    Ours.guarded(OURS_BY_EIGHT, manager).by(8, 1),
                    redisson.lock(BARE_BY_EIGHT).by(8, 1));
            Measured measured = Rounds.of(TURN).run(all);
            String delay = milliseconds + " ms";
            section.measured(measured);
            for (Contender one : all.subList(1, all.size())) {
                Spread trips = trips(far, one);
                section.row(
                                delay,
                                one.label(),
                                trips.toString(),
                                measured.time(one.label(), YARDSTICK).toString())
                        .bar(delay + ": " + Labels.plain(one), trips);
                if (one.label().equals(OURS)) {
                    section.goal(goal(one, delay, "2 round trips for a pair", trips, TWO));
                } else if (one.label().equals(OURS_BY_EIGHT)) {
                    section.goal(goal(one, delay, "less than 0.1 round trips for a pair", trips, 0.1));
                }
            }
        }
    }

    private static Goal goal(Contender one, String delay, String must, Spread trips, double limit) {
        return Goal.of(one.label() + ", " + delay + " away", must, trips, each -> each < limit);
    }

    /** In turns of their own, when nobody else is asking. */
    private static Spread trips(FarServer far, Contender one) throws Exception {
        double[] figures = new double[COUNTED_TURNS];
        for (int i = 0; i < figures.length; i++) {
            long before = far.trips();
            long pairs = new Crowd(one).run(TURN).pairs();
            figures[i] = (double) (far.trips() - before) / Math.max(1, pairs);
        }
        return Spread.of(figures);
    }
}
