package io.guarded.core;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Is one question to the store, made by the gate for whoever is first in its queue, with a hold id that is never used
 * again: an attempt whose answer got lost can be undone by its own id without touching a later one.
 */
final class Attempt {

    final Definition definition;
    final long holdId;

    /** Zero for a try, else a slice of a wait. */
    final Duration wait;

    final long sentAt;

    /** Guarded by the gate's monitor; null until the provider has returned. */
    private @Nullable CompletableFuture<Boolean> future;

    private boolean isCancelled;

    Attempt(Definition definition, long holdId, Duration wait) {
        this.definition = definition;
        this.holdId = holdId;
        this.wait = wait;
        this.sentAt = System.nanoTime();
    }

    /** Whether the store has been asked only to look; until it answers, nobody knows whether the lock is busy. */
    boolean isTry() {
        return wait.isZero();
    }

    /** The moment from which the answer is due: a try's at once. */
    long dueAt() {
        return sentAt + wait.toNanos();
    }

    boolean isCancelled() {
        return isCancelled;
    }

    void sent(CompletableFuture<Boolean> answer) {
        future = answer;
    }

    /** Gives what has to be cancelled outside the monitor, null if the provider has not returned yet. */
    @Nullable
    CompletableFuture<Boolean> cancel() {
        isCancelled = true;
        return future;
    }
}
