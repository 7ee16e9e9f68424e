package io.guarded.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns wait times into nanoseconds. */
final class WaitTime {

    /** Longer than {@link System#nanoTime()} can measure, so without limit. */
    static final long UNLIMITED = Long.MAX_VALUE;

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

    static long saturated(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return UNLIMITED;
        }
    }
}
