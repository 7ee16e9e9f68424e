package io.guarded.rest;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Is when clients are told to come back (RFC 9110, section 10.2.3): not all of them at the same moment. */
final class RetryAfter {

    private RetryAfter() {}

    /**
     * Gives whole seconds, at least 1. Rounds up, as a client that comes back too early is refused again, and adds up to a
     * half; what would be above the most is spread over the third below it.
     */
    static long seconds(Duration time, long most) {
        long least = Math.max(1, time.getSeconds() + (time.getNano() > 0 ? 1 : 0));
        if (least >= most) {
            return most - ThreadLocalRandom.current().nextLong(most / 3 + 1);
        }
        return Math.min(most, least + ThreadLocalRandom.current().nextLong((least + 1) / 2 + 1));
    }
}
