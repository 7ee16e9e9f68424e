package io.guarded.core;

/**
 * Says how long this JVM lets other nodes go first when its turn with a key is over and its own callers still wait. Guarded
 * by the gate's monitor.
 *
 * <p>A store wakes another node's waiter over the network, while the next attempt of this JVM can be sent at once: asked
 * without a pause, the store would give the key mostly to the node that had it. Nobody says whether others wait. So they are
 * believed to be there for some turns after the store has said no, and looked for now and then otherwise, which costs a
 * fixed small part of the time.
 */
final class Courtesy {

    static final long LEAST_NANOS = 1_000_000;
    static final long MOST_NANOS = 20_000_000;

    /** While others are not known to wait, one part of so many is spent on letting them go first. */
    static final int PARTS = 50;

    /** So many pauses in a row that nobody used say that there is nobody any more. */
    static final int DOUBTS = 6;

    private int unused = DOUBTS;
    private int doublings;
    private boolean hasPaused;
    private long pausedAt;

    Courtesy(long now) {
        pausedAt = now;
    }

    /**
     * Gives the pause before this JVM asks again, zero for none.
     *
     * @param roundTrip how long the store took to answer; another node needs about two of them to come
     */
    long pause(long now, long roundTrip) {
        long needed = Math.min(Math.max(2 * roundTrip, LEAST_NANOS), MOST_NANOS);
        long pause = Math.min(needed << doublings, MOST_NANOS);
        if (unused >= DOUBTS && now - pausedAt < PARTS * pause) {
            return 0;
        }
        hasPaused = true;
        pausedAt = now;
        return pause;
    }

    /** The store has given the key, after a pause or without one, or said that another has it. */
    void answered(boolean isYes) {
        if (!isYes) {
            unused = 0;
            doublings = 0;
        } else if (hasPaused) {
            // nobody, or somebody slow
            unused++;
            doublings = Math.min(doublings + 1, DOUBTS);
        }
        hasPaused = false;
    }
}
