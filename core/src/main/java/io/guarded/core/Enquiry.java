package io.guarded.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is a gate's conversation with the store: the one attempt that is under way, if any, and when its answer is due. Guarded by
 * the gate's monitor.
 */
final class Enquiry {

    private final Rules rules;
    private @Nullable Attempt attempt;

    /** The moment at which an answer is due, and how long it may be late. */
    private long dueAt;

    private long patience;

    Enquiry(Rules rules) {
        this.rules = rules;
    }

    /** Asks with a hold id that is never used again. */
    void ask(Definition definition, Duration wait, Step step) {
        Attempt next = new Attempt(definition, rules.nextHoldId(), wait);
        attempt = next;
        step.ask = next;
        dueAt = next.dueAt();
        patience = rules.patience(wait);
    }

    /** Expects an answer to something else than an attempt, from now on. */
    void expect() {
        dueAt = System.nanoTime();
        patience = rules.patience(Duration.ZERO);
    }

    /** Ends the attempt if it is this one; an answer to another comes too late. */
    boolean end(Attempt which) {
        boolean isThis = attempt == which;
        if (isThis) {
            attempt = null;
        }
        return isThis;
    }

    void cancel(Step step) {
        step.cancel = attempt;
        attempt = null;
    }

    /** For how long an answer has been due. */
    long dueSince(long now) {
        return now - dueAt;
    }

    /** How long the store may still take for an answer that is due, negative if it is late; null if none is due yet. */
    @Nullable
    Long dueIn(long now) {
        return now - dueAt < 0 ? null : patience - (now - dueAt);
    }
}
