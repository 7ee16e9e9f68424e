package io.guarded.core;

import java.util.concurrent.CompletableFuture;

/**
 * Says which end a fixed lease has while it is set anew. The store may carry out what is under way at the same time in any
 * order, and what it never answered at any time; so of all those the nearest end counts. Guarded by the tenure.
 */
final class Extensions {

    private int underWay;

    /** The nearest end that any of those set that were under way at the same time. */
    private long nearest;

    private boolean isAnyConfirmed;

    /** One had no answer; it may still be carried out, and sets the end below at the least. */
    private boolean isAnyInDoubt;

    private long nearestInDoubt;

    private CompletableFuture<Boolean> over = CompletableFuture.completedFuture(true);

    void begin(long end) {
        if (underWay == 0) {
            nearest = end;
            isAnyConfirmed = false;
            over = new CompletableFuture<>();
        } else {
            nearest = WaitTime.earlier(nearest, end);
        }
        underWay++;
    }

    /**
     * Notes an answer.
     *
     * @return the end that counts from then on, or the one that counted before
     */
    long answered(long end, boolean isConfirmed, long deadline) {
        isAnyConfirmed |= isConfirmed;
        if (!isConfirmed) {
            nearestInDoubt = isAnyInDoubt ? WaitTime.earlier(nearestInDoubt, end) : end;
            isAnyInDoubt = true;
        }
        underWay--;
        if (underWay > 0 || !isAnyConfirmed) {
            return deadline;
        }
        return isAnyInDoubt ? WaitTime.earlier(nearest, nearestInDoubt) : nearest;
    }

    boolean isInDoubt() {
        return underWay > 0 || isAnyInDoubt;
    }

    /** Done when none is under way. Its owner completes it after the last answer, when it has left the tenure's monitor. */
    CompletableFuture<Boolean> over() {
        return over;
    }

    boolean isOver() {
        return underWay == 0;
    }
}
