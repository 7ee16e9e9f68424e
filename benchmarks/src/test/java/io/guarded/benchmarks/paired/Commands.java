package io.guarded.benchmarks.paired;

import io.guarded.redis.testing.RedisServer;
import java.time.Duration;

/** Counts what contenders ask of a Redis server for one pair. */
final class Commands {

    private final RedisServer redis;

    Commands(RedisServer redis) {
        this.redis = redis;
    }

    /** Of all threads together, in one turn that does not count otherwise. */
    double perPair(Contender contender, Duration turn) throws Exception {
        // scripts are loaded, connections and subscriptions made
        new Crowd(contender).run(turn);
        try (Monitor monitor = Monitor.of(redis.port())) {
            long pairs = new Crowd(contender).run(turn).pairs();
            return (double) monitor.stop() / Math.max(1, pairs);
        }
    }
}
