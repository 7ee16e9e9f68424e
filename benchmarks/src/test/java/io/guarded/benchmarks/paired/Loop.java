package io.guarded.benchmarks.paired;

/**
 * Acquires and releases until it is told to end. Each that is measured in nanoseconds has a loop of its own, so that the
 * compiler knows what it calls.
 */
@FunctionalInterface
interface Loop {

    /** Returns how often it did the work of that name under the lock of that name. */
    long run(String name, Work work, Until until) throws Exception;

    /** Repeats something slow enough that it may be called from a loop shared with others. */
    static Loop of(Pair pair) {
        return (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                pair.once(name, work);
                pairs++;
            }
            return pairs;
        };
    }

    /** Acquires, works, releases. */
    @FunctionalInterface
    interface Pair {
        void once(String name, Work work) throws Exception;
    }
}
