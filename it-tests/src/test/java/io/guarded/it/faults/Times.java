package io.guarded.it.faults;

import java.time.Duration;

/** The durations of a history, short so that many fit into a build; the bounds that are checked are made of them. */
final class Times {

    static final Duration LEASE = Duration.ofSeconds(4);
    static final Duration STORE_TIMEOUT = Duration.ofMillis(700);

    /** What a loaded machine may add to a promised bound. */
    static final Duration MARGIN = Duration.ofMillis(1_500);

    private Times() {}
}
