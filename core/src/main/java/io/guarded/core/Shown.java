package io.guarded.core;

import org.jspecify.annotations.Nullable;

/**
 * Is what a list tells of the store's hold that this JVM has.
 *
 * @param tenure the store's hold
 * @param definition of the lock that is held, or of the one that is going to be
 * @param holder null while it goes from one to the next
 * @param turn whose turn is shown: who reads the list later must not mean the next one
 */
record Shown(Tenure tenure, Definition definition, @Nullable Grant holder, int turn) {

    static Shown of(Grant holder) {
        return new Shown(holder.tenure, holder.definition, holder, holder.turn);
    }

    /** The last one's turn is over, the next one's has not begun. */
    static Shown between(Tenure tenure, Definition definition) {
        return new Shown(tenure, definition, null, Math.max(0, tenure.handoffs - 1));
    }
}
