package io.guarded.it.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Says how several durations of one thing lie.
 *
 * @param least the least
 * @param median the one in the middle, the longer of two
 * @param most the longest
 */
record Spread(Duration least, Duration median, Duration most) {

    static Spread of(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return new Spread(sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }

    String inLeases() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", leases(median), leases(least), leases(most));
    }

    String inMillis() {
        return median.toMillis() + " ms (" + least.toMillis() + " to " + most.toMillis() + ")";
    }

    private static double leases(Duration duration) {
        return (double) duration.toNanos() / Times.LEASE.toNanos();
    }
}
