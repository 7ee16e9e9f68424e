package io.guarded.benchmarks.paired;

/** Is asked by loops whether they go on. */
final class Until {

    private volatile boolean isOver;

    boolean goesOn() {
        return !isOver;
    }

    void end() {
        isOver = true;
    }
}
