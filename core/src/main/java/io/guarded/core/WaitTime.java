package io.guarded.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns wait times into nanoseconds. */
final class WaitTime {

    /** Longer than {@link System#nanoTime()} can measure, so without limit. */
    static final long UNLIMITED = Long.MAX_VALUE;

    /** Seventy years: moments that are no further apart can be subtracted. */
    static final long FAR = Long.MAX_VALUE / 4;

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    private WaitTime() {}

    /** Refuses before anything is taken. */
    static long nanos(@Nullable Duration wait) {
        if (wait == null) {
            throw new IllegalArgumentException("the wait time is null; use Duration.ZERO for one try");
        }
        if (wait.isNegative()) {
            throw new IllegalArgumentException("the wait time " + wait + " is negative; use Duration.ZERO for one try");
        }
        return saturated(wait);
    }

    /** Refuses what is too short to live through one answer of the store. */
    static long leaseNanos(@Nullable Duration lease) {
        if (lease == null || lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException(
                    "a hold cannot be extended by " + lease + "; it is at least " + SHORTEST_LEASE.toMillis() + " ms");
        }
        return saturated(lease);
    }

    /** Two times, neither of which is negative. */
    static long sum(long one, long other) {
        return one > UNLIMITED - other ? UNLIMITED : one + other;
    }

    /** The first of two moments that are no further apart than anybody can wait. */
    static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    static long saturated(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return UNLIMITED;
        }
    }
}
