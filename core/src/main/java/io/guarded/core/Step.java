package io.guarded.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is what a decision of the gate asks to be done after its monitor was left. */
final class Step {

    /** Nearly always none or one, which needs no list that can grow. */
    private List<Waiter> settled = List.of();

    /** To be sent to the store. */
    @Nullable
    Attempt ask;

    /** To be cancelled: nobody waits for it any more. */
    @Nullable
    Attempt cancel;

    /** To be given fencing tokens, so many. */
    @Nullable
    Tenure number;

    int tokens;

    /** To be given back to the store. */
    @Nullable
    Tenure release;

    /** For so long the store keeps the key of what is given back; not at all if this is not above zero. */
    long keepNanos;

    /** To be watched from now on. */
    @Nullable
    Tenure watch;

    /** To be told that its time is over. */
    @Nullable
    Grant expired;

    /** To be woken, to take what was left to it. */
    @Nullable
    Waiter wake;

    /** After a short pause the gate goes on by itself. */
    boolean pause;

    /** After so long the gate goes on by itself; other nodes may go first. */
    long yieldNanos;

    void settled(Waiter waiter) {
        if (settled.isEmpty()) {
            settled = List.of(waiter);
            return;
        }
        if (settled.size() == 1) {
            settled = new ArrayList<>(settled);
        }
        settled.add(waiter);
    }

    List<Waiter> settled() {
        return settled;
    }
}
