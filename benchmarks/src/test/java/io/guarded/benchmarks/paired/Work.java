package io.guarded.benchmarks.paired;

/** Is what a lock protects: counts wrongly if two threads are in at once. */
final class Work {

    private long done;

    void once() {
        done++;
    }

    long done() {
        return done;
    }
}
