package io.guarded.core;

/** Is what a gate is about; one thing at a time. */
enum Phase {
    /** Nobody is here, but perhaps holders that lost. */
    IDLE(false),
    /** The store was asked, only to look; until it answers, nobody knows whether the key is busy. */
    TRYING(false),
    /** The store said no, and was asked to wait. */
    WAITING(true),
    /** The store said no sooner than it should; it is given a moment. */
    PAUSING(true),
    /** The store gave the key, and was asked for fencing tokens. */
    NUMBERING(true),
    /** Somebody holds. */
    HELD(true),
    /** The last holder has left the store's hold to the first in the queue, who was woken and has not come yet. */
    PASSING(true),
    /** The store was told that the hold ends, and has not answered. */
    RELEASING(false),
    /** The store has the key back, and other nodes may go first for a moment. */
    YIELDING(false);

    private final boolean isBusy;

    Phase(boolean isBusy) {
        this.isBusy = isBusy;
    }

    /** Whether the key is known to be somebody's. */
    boolean isBusy() {
        return isBusy;
    }
}
