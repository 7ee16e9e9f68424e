package io.guarded.it.faults;

import java.time.Duration;

/**
 * Is a fault that happened.
 *
 * @param fault its kind
 * @param from a moment before it began
 * @param to a moment after it ended
 * @param worker the worker that it concerned, or {@link #ALL}
 * @param name the lock that it concerned, or "" for all
 * @param lost when Redis forgot locks that it had given: after it, it knows none of them
 * @param away when nobody whom it concerned could be answered, at least
 */
record Incident(Fault fault, long from, long to, int worker, String name, Span lost, Span away) {

    static final int ALL = -1;

    boolean concerns(int otherWorker) {
        return worker == ALL || worker == otherWorker;
    }

    boolean concerns(String otherName) {
        return name.isEmpty() || name.equals(otherName);
    }

    /** From when nobody may be told any more that Redis is away. */
    long wellFrom() {
        Duration finding = fault == Fault.MASTER_LOST ? Times.FINDING_A_MASTER : Duration.ZERO;
        return to + Times.LEASE.plus(finding).toNanos();
    }

    /** How much of a span it covers, in nanoseconds. */
    long within(long begin, long end) {
        return new Span(from, to).within(begin, end);
    }

    /** Whether a hold's last sure question was asked before Redis forgot its lock, if it did, and it ended when it had to be told. */
    boolean mayHaveLost(Hold hold) {
        return !lost.isNone() && concerns(hold.name) && hold.confirmedAt <= lost.to() && hold.seenUntil <= toldBy();
    }

    /** The next renewal tells if Redis can be asked, and says "no" and not that it failed; else the deadline does. */
    private long toldBy() {
        long byDeadline = lost.to() + Times.LEASE.toNanos();
        long answersFrom = fault == Fault.KEY_OF_ANOTHER_TYPE ? to : lost.to();
        long byRenewal = answersFrom + Times.LEASE.dividedBy(3).toNanos();
        return (fault.keepsServers() ? Math.min(byDeadline, byRenewal) : byDeadline) + Times.MARGIN.toNanos();
    }
}
