package io.guarded.it.faults;

/**
 * Is a fault that happened.
 *
 * @param fault its kind
 * @param from a moment before it began
 * @param to a moment after it ended
 * @param worker the worker that it concerned, or {@link #ALL}
 * @param name the lock that it concerned, or "" for all
 * @param losesLocks whether Redis forgot locks that it had given
 */
record Incident(Fault fault, long from, long to, int worker, String name, boolean losesLocks) {

    static final int ALL = -1;

    boolean concerns(int otherWorker) {
        return worker == ALL || worker == otherWorker;
    }

    boolean concerns(String otherName) {
        return name.isEmpty() || name.equals(otherName);
    }

    /** How much of a span it covers, in nanoseconds. */
    long within(long begin, long end) {
        return Math.max(0, Math.min(to, end) - Math.max(from, begin));
    }
}
