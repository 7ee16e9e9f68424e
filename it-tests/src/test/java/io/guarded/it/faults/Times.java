package io.guarded.it.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The durations of a history, short so that many fit into a build; the bounds that are checked are made of them. */
final class Times {

    static final Duration LEASE = Duration.ofSeconds(4);
    static final Duration STORE_TIMEOUT = Duration.ofMillis(700);

    /** What a loaded machine may add to a promised bound. */
    static final Duration MARGIN = Duration.ofMillis(1_500);

    /** The client hears of another master from the sentinels, not from the server, and needs its time for that on a loaded machine. */
    static final Duration FINDING_A_MASTER = Duration.ofSeconds(5);

    /** Long enough for everything that a fault left behind to be over, and for work after it. */
    static final Duration RECOVERY = LEASE.plusSeconds(2);

    /** A retraction looks twice, a store time-out apart; whatever is longer there is renewed by nobody and wanted by nobody. */
    static final Duration CLEAN = STORE_TIMEOUT.multipliedBy(2).plus(Duration.ofMillis(500));

    private Times() {}

    /** Nothing is waited for but time. */
    static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
