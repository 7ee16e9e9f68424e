package io.guarded.core;

import io.guarded.LockHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a lock without a thread. The outcome is given on the manager's executor; a grant that nobody takes any more,
 * because the future was cancelled, is released.
 */
final class AsyncWait {

    private final Gates gates;
    private final Waiter waiter;
    private final CompletableFuture<LockHandle> future = new CompletableFuture<>();
    private final AtomicBoolean isDelivered = new AtomicBoolean();
    private final AtomicBoolean isCompleted = new AtomicBoolean();

    /** Guarded by this. */
    private @Nullable ScheduledFuture<?> end;

    private AsyncWait(Gates gates, Definition definition, long waitNanos) {
        this.gates = gates;
        this.waiter = Waiter.calling(definition, waitNanos, this::deliver);
    }

    static CompletableFuture<LockHandle> start(Gates gates, Definition definition, long waitNanos) {
        AsyncWait wait = new AsyncWait(gates, definition, waitNanos);
        wait.enter();
        return wait.future;
    }

    private void enter() {
        Journal.asked(waiter);
        Gate gate = gates.enter(waiter);
        if (waiter.isSettled()) {
            deliver();
            return;
        }
        scheduleEnd(gate);
        Answers.then(future, (handle, failure) -> {
            // by whatever ended it early: a cancellation, or a time-out that the caller put on it
            if (gate.gaveUp(waiter)) {
                stopTimer();
                Journal.cancelled(waiter);
            }
        });
    }

    private void scheduleEnd(Gate gate) {
        if (waiter.isUnlimited()) {
            return;
        }
        synchronized (this) {
            long delay = Math.max(0, waiter.remainingPatience(System.nanoTime()));
            end = gates.timer().schedule(() -> timeOver(gate), delay, TimeUnit.NANOSECONDS);
        }
        if (isDelivered.get()) {
            stopTimer();
        }
    }

    /** The store may still be due to answer: then the end moves. */
    private void timeOver(Gate gate) {
        gate.timedOut(waiter);
        if (!waiter.isSettled() && !future.isDone()) {
            scheduleEnd(gate);
        }
    }

    private synchronized void stopTimer() {
        if (end != null) {
            end.cancel(false);
        }
    }

    /** Comes on any thread, also that of the store's client, and so goes on elsewhere. */
    private void deliver() {
        if (!isDelivered.compareAndSet(false, true)) {
            return;
        }
        stopTimer();
        if (!gates.tryExecute(this::complete)) {
            complete();
        }
    }

    /** Once, also by an executor that fails after it has run its task. */
    private void complete() {
        if (!isCompleted.compareAndSet(false, true)) {
            return;
        }
        try {
            Grant grant = waiter.granted();
            if (grant != null) {
                Journal.acquired(grant, waiter);
                give(gates.open(grant, null));
            }
        } catch (RuntimeException refusal) {
            // first: whoever waits for it must have it, whatever the rest does
            future.completeExceptionally(refusal);
            Journal.refused(waiter, refusal);
            gates.listeners().refused(waiter, refusal);
        }
    }

    private void give(Handle handle) {
        if (!future.complete(handle)) {
            handle.giveBack();
        }
    }
}
