package io.guarded.core;

import java.util.concurrent.atomic.AtomicInteger;

/** Is all who wait for any lock of a manager, if their number is limited: each of them may be a thread of the server. */
final class Crowd {

    private final int most;
    private final AtomicInteger count = new AtomicInteger();

    /** @param most 0 for no limit; then nobody is counted */
    Crowd(int most) {
        this.most = most;
    }

    /** Lets one more in; false if there are too many. */
    boolean enter() {
        if (most > 0 && count.incrementAndGet() > most) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        if (most > 0) {
            count.decrementAndGet();
        }
    }
}
