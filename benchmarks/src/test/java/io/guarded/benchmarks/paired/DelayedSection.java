package io.guarded.benchmarks.paired;

import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.List;

/** Counts round trips to a Redis server that is away a while: by the time that one command takes there in the same round. */
final class DelayedSection {

    private static final Duration TURN = Duration.ofMillis(500);
    private static final String YARDSTICK = "one command";
    private static final String OURS = "Guarded, one thread";
    private static final String BARE = "bare `RLock`, one thread";
    private static final String OURS_BY_EIGHT = "Guarded, 8 threads on one name";
    private static final String BARE_BY_EIGHT = "bare `RLock`, 8 threads on one name";

    /** What a busy machine adds to two round trips is allowed: it is less than half of one. */
    private static final double TWO = 2.5;

    private DelayedSection() {}

    static Section measure() throws Exception {
        Section section = new Section(
                "redis-delayed",
                "Round trips for a pair, Redis behind a delay",
                "delay",
                "lock",
                "round trips for a pair");
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
            Spread alone = measured.time(OURS, YARDSTICK);
            Spread passedOn = measured.time(OURS_BY_EIGHT, YARDSTICK);
            section.goal(new Goal(
                            OURS + ", " + delay + " away",
                            "2 round trips for a pair",
                            alone.toString(),
                            alone.median() < TWO))
                    .goal(new Goal(
                            OURS_BY_EIGHT + ", " + delay + " away",
                            "less than 0.1 round trips for a pair",
                            passedOn.toString(),
                            passedOn.median() < 0.1));
            for (Contender one : all.subList(1, all.size())) {
                Spread trips = measured.time(one.label(), YARDSTICK);
                section.row(delay, one.label(), trips.toString()).bar(delay + ": " + Labels.plain(one), trips);
            }
        }
    }
}
