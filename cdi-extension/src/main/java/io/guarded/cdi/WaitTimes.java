package io.guarded.cdi;

import io.guarded.LockListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts how long callers of this JVM have waited until they had a lock or it stayed busy, for the console. Internal: public
 * for io.guarded.rest. Safe for use by many threads.
 */
public final class WaitTimes implements LockListener {

    /**
     * Is how many waits took so long.
     *
     * @param upToMillis the longest of them, and longer than those before; empty for all that were longer still
     * @param count how many
     */
    public record Bucket(OptionalLong upToMillis, long count) {}

    private static final long[] BOUNDS_MILLIS = {1, 10, 100, 1_000, 10_000, 60_000};

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_MILLIS.length + 1);

    WaitTimes() {}

    @Override
    public void acquired(Acquired fact) {
        count(fact.waited());
    }

    @Override
    public void busy(Busy fact) {
        count(fact.waited());
    }

    private void count(Duration waited) {
        int bucket = 0;
        while (bucket < BOUNDS_MILLIS.length && waited.compareTo(Duration.ofMillis(BOUNDS_MILLIS[bucket])) > 0) {
            bucket++;
        }
        counts.incrementAndGet(bucket);
    }

    /**
     * Gives what was counted since the application was deployed.
     *
     * @return the buckets, the shortest waits first
     */
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < counts.length(); i++) {
            OptionalLong bound = i < BOUNDS_MILLIS.length ? OptionalLong.of(BOUNDS_MILLIS[i]) : OptionalLong.empty();
            buckets.add(new Bucket(bound, counts.get(i)));
        }
        return buckets;
    }
}
