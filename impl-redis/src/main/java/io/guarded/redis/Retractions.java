package io.guarded.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.redisson.api.RedissonClient;

/** Knows what is being taken back, so that an end can wait for it. */
final class Retractions {

    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final Set<Retraction> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Makes an empty one.
     *
     * @param pause the time after which an attempt has been sent or given up
     */
    Retractions(ScheduledExecutorService timer, Duration pause) {
        this.timer = timer;
        this.pause = pause;
    }

    /**
     * Begins to take a hold back.
     *
     * @param limit the time, from now, after which it is gone from Redis anyway
     */
    void begin(RedissonClient client, Hold hold, Duration limit) {
        Retraction retraction = new Retraction(client, hold, timer, pause, limit);
        underWay.add(retraction);
        var unused = retraction.end().whenComplete((done, failure) -> underWay.remove(retraction));
        retraction.look();
    }

    /** Has all that are under way look once more and at once; nothing new is sent any more that they could overtake. */
    CompletableFuture<Void> finish() {
        Retraction[] left = underWay.toArray(Retraction[]::new);
        CompletableFuture<?>[] ends = new CompletableFuture<?>[left.length];
        for (int i = 0; i < left.length; i++) {
            ends[i] = left[i].end();
            left[i].hurry();
        }
        return CompletableFuture.allOf(ends);
    }
}
