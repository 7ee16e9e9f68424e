package io.guarded.it.faults;

/** Is what is known of one attempt at a lock. What is not known stays open: nothing is concluded from it. */
final class Hold {

    static final long UNKNOWN = Long.MAX_VALUE;
    static final long NO_TOKEN = 0;

    final String attempt;
    final int worker;
    final String name;
    final long invoked;
    final long waitNanos;

    /** The highest token that anybody had been given when it began. */
    final long highestToken;

    long outcomeAt = UNKNOWN;
    Event.Kind outcome = Event.Kind.INVOKED;
    long token;

    /** The last moment at which the handle is known to have said that the lock is held. */
    long seenUntil = Long.MIN_VALUE;

    /** By when it had the lock no more, as far as the worker knows. */
    long endedAt = UNKNOWN;

    Hold(Event begin, long highestToken) {
        this.attempt = begin.attempt();
        this.worker = begin.worker();
        this.name = begin.name();
        this.invoked = begin.nanos();
        this.waitNanos = begin.number();
        this.highestToken = highestToken;
    }

    boolean isAcquired() {
        return outcome == Event.Kind.ACQUIRED;
    }

    void ended(Event event) {
        if (endedAt == UNKNOWN) {
            endedAt = event.nanos();
        }
    }

    @Override
    public String toString() {
        return attempt + " of " + name + " (" + outcome + ", token " + token + ")";
    }
}
