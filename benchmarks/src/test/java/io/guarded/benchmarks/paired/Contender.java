package io.guarded.benchmarks.paired;

/**
 * Takes part in a comparison.
 *
 * @param label what it is called in tables
 * @param loop what it does
 * @param threads how many do it at once
 * @param names how many locks they share
 */
record Contender(String label, Loop loop, int threads, int names) {

    static Contender of(String label, Loop loop) {
        return new Contender(label, loop, 1, 1);
    }

    static Contender of(String label, Loop.Pair pair) {
        return of(label, Loop.of(pair));
    }

    /** The same, done by so many on so many locks. */
    Contender by(int someThreads, int someNames) {
        return new Contender(label, loop, someThreads, someNames);
    }
}
