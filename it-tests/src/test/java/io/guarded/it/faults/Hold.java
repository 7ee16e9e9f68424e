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

    long outcomeAt = UNKNOWN;
    Event.Kind outcome = Event.Kind.INVOKED;
    long token;

    /** What was left of the lease when the lock was given, at most. */
    long left = UNKNOWN;

    /** The last moment at which the handle is known to have said that the lock is held. */
    long seenUntil = Long.MIN_VALUE;

    /** When it was seen held though nothing had been left of its lease at an earlier look. */
    long seenOverAt = UNKNOWN;

    private boolean isOver;

    /** When Redis was last asked and said that it knows the hold, at the earliest: nobody counts on more than a lease from then. */
    long confirmedAt = Long.MAX_VALUE;

    /** The last moment after which the resource is known to have refused the token. */
    long refusedAt = UNKNOWN;

    long releasingAt = UNKNOWN;
    long releasedAt = UNKNOWN;

    /** By when it had the lock no more, as far as the worker knows. */
    long endedAt = UNKNOWN;

    Hold(Event begin) {
        this.attempt = begin.attempt();
        this.worker = begin.worker();
        this.name = begin.name();
        this.invoked = begin.nanos();
        this.waitNanos = begin.number();
    }

    /** The process that made it, where a number of a worker is that of its successors, too. */
    String process() {
        int end = attempt.indexOf('.', attempt.indexOf('.') + 1);
        return end < 0 ? String.valueOf(worker) : attempt.substring(0, end);
    }

    boolean isAcquired() {
        return outcome == Event.Kind.ACQUIRED;
    }

    /** Adds what is known from one more event. */
    void add(Event event) {
        if (event.isOutcome()) {
            ends(event);
        }
        switch (event.kind()) {
            case LEFT -> {
                // asked for after the lock was given, and told after that; nothing is left of what was lost by then
                left = event.number() == 0 ? UNKNOWN : event.number() + event.nanos() - outcomeAt;
                counts(outcomeAt, event.number());
            }
            case SEEN -> {
                seenUntil = event.nanos();
                // the lease may end between the two questions of one look
                seenOverAt = isOver ? Math.min(seenOverAt, event.nanos()) : UNKNOWN;
                isOver = isOver || event.number() == 0;
                counts(event.nanos(), event.number());
            }
            case LOST -> lost(event);
            case REFUSED -> refusedAt = event.nanos();
            case RELEASING -> releasingAt = event.nanos();
            case RELEASED -> {
                releasedAt = event.nanos();
                over(event);
            }
            default -> {}
        }
    }

    private void ends(Event event) {
        outcome = event.kind();
        outcomeAt = event.nanos();
        if (isAcquired()) {
            token = event.number();
            counts(invoked, 0);
        } else {
            over(event);
        }
    }

    /** An attempt that was given the lock and had lost it before it was told is over, too. */
    private void lost(Event event) {
        if (outcomeAt == UNKNOWN) {
            outcome = event.kind();
            outcomeAt = event.nanos();
        }
        over(event);
    }

    private void over(Event event) {
        endedAt = Math.min(endedAt, event.nanos());
    }

    private void counts(long moment, long onSoMuch) {
        long confirmed = moment + onSoMuch - Times.LEASE.toNanos();
        confirmedAt = confirmedAt == UNKNOWN ? confirmed : Math.max(confirmedAt, confirmed);
    }

    @Override
    public String toString() {
        return attempt + " of " + name + " (" + outcome + ", token " + token + ")";
    }
}
