package io.guarded.core;

/** Is one wait time for several waits after one another. */
record Budget(long waitNanos, long startedAt) {

    Budget(long waitNanos) {
        this(waitNanos, System.nanoTime());
    }

    long remaining() {
        return waitNanos == WaitTime.UNLIMITED
                ? WaitTime.UNLIMITED
                : Math.max(0, waitNanos - (System.nanoTime() - startedAt));
    }
}
