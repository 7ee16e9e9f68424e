package io.guarded.it.faults;

/**
 * Is a time between two moments of {@link System#nanoTime()}.
 *
 * @param from its begin
 * @param to its end, before the begin if it is no time at all
 */
record Span(long from, long to) {

    static final Span NONE = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

    boolean isNone() {
        return to < from;
    }

    /** How much of it lies in another, in nanoseconds. */
    long within(long begin, long end) {
        return Math.max(0, Math.min(to, end) - Math.max(from, begin));
    }
}
