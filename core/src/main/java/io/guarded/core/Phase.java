package io.guarded.core;

/** Is what a gate is about; one thing at a time. */
enum Phase {
    /** Nobody is here, but perhaps holders that lost. */
    IDLE(false, false),
    /** The store was asked, only to look; until it answers, nobody knows whether the key is busy. */
    TRYING(false, true),
    /** The store said no, and was asked to wait. */
    WAITING(true, true),
    /** The store said no sooner than it should; it is given a moment. */
    PAUSING(true, false),
    /** The store gave the key, and was asked for fencing tokens. */
    NUMBERING(true, true),
    /** Somebody holds. */
    HELD(true, false),
    /** The last holder has left the store's hold to the first in the queue, who was woken and has not come yet. */
    PASSING(true, false),
    /** The store was told that the hold ends, and has not answered. */
    RELEASING(false, true),
    /** The store has the key back, and other nodes may go first for a moment. */
    YIELDING(false, true);

    private final boolean isBusy;
    private final boolean expectsAnswer;

    Phase(boolean isBusy, boolean expectsAnswer) {
        this.isBusy = isBusy;
        this.expectsAnswer = expectsAnswer;
    }

    /** Whether the key is known to be somebody's. */
    boolean isBusy() {
        return isBusy;
    }

    /** Whether the store owes an answer that decides what a waiter is told. */
    boolean expectsAnswer() {
        return expectsAnswer;
    }
}
