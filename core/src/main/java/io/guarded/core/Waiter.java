package io.guarded.core;

import io.guarded.LockBusyException;
import io.guarded.LockName;
import io.guarded.LockUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Is one caller in the queue of a gate. Fields without a comment are guarded by the gate's monitor.
 *
 * <p>The outcome is written once, under the monitor: a grant or the exception to throw.
 */
final class Waiter {

    final Definition definition;

    /** The thread that parks, null for a wait that blocks no thread. */
    final @Nullable Thread thread;

    /** How a caller is woken that does not park. */
    private final @Nullable Runnable wake;

    private final long startedAt;
    private final long waitNanos;

    @Nullable
    Waiter before;

    @Nullable
    Waiter after;

    boolean isQueued;

    /** Counted among all who wait. */
    boolean isCounted;

    /**
     * It was woken and has not come yet. Read without the monitor by the waiting thread before it parks: the permit that
     * wakes it may be taken by anything else that parks on that thread.
     */
    volatile boolean isWoken;

    /** How often the queue had been overtaken when this one came. */
    long overtakesBefore;

    /** Beyond the wait time, the store's answer is still due for this long; read by the waiting thread itself. */
    private volatile long patienceNanos;

    /** Read without the monitor by the waiting thread. */
    private volatile @Nullable Object outcome;

    private Waiter(Definition definition, @Nullable Thread thread, long waitNanos, @Nullable Runnable wake) {
        this.definition = definition;
        this.thread = thread;
        this.wake = wake;
        this.waitNanos = waitNanos;
        this.startedAt = System.nanoTime();
    }

    static Waiter parking(Definition definition, Thread thread, long waitNanos) {
        return new Waiter(definition, thread, waitNanos, null);
    }

    /** @param wake called once, outside the monitor, when there is an outcome */
    static Waiter calling(Definition definition, long waitNanos, Runnable wake) {
        return new Waiter(definition, null, waitNanos, wake);
    }

    boolean isUnlimited() {
        return waitNanos == WaitTime.UNLIMITED;
    }

    boolean isOver(long now) {
        return !isUnlimited() && now - startedAt >= waitNanos;
    }

    /** The moment at which the wait is over; if that is further away than anybody can see, one that is near enough to compare. */
    long overAt() {
        return startedAt + Math.min(waitNanos, WaitTime.FAR);
    }

    /** The time until the wait is over, not counting patience. */
    long remaining(long now) {
        return isUnlimited() ? WaitTime.UNLIMITED : Math.max(0, waitNanos - (now - startedAt));
    }

    /** The time until the wait and the patience are over. */
    long remainingPatience(long now) {
        return isUnlimited() ? WaitTime.UNLIMITED : waitNanos + patienceNanos - (now - startedAt);
    }

    /** For how long the wait has been over. */
    long overdue(long now) {
        return now - startedAt - Math.max(0, waitNanos);
    }

    /** Has the caller wait for an answer that is due, until the given moment. */
    void bePatientUntil(long moment) {
        patienceNanos = moment - startedAt - waitNanos;
    }

    void settle(Grant grant) {
        outcome = grant;
    }

    void settle(RuntimeException refusal) {
        outcome = refusal;
    }

    boolean isSettled() {
        return outcome != null;
    }

    /** Wakes the caller; outside the monitor. */
    void signal() {
        if (wake != null) {
            wake.run();
        } else if (thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }

    /** Gives the grant, null if the outcome is another or still to come. */
    @Nullable
    Grant grant() {
        return outcome instanceof Grant grant ? grant : null;
    }

    /** Gives the grant, null if there is no outcome yet. */
    @Nullable
    Grant granted() {
        Object result = outcome;
        if (result instanceof RuntimeException refusal) {
            throw refusal;
        }
        return (Grant) result;
    }

    LockBusyException busy(@Nullable Duration retryAfter) {
        return new LockBusyException(definition.name(), waited(), retryAfter);
    }

    LockBusyException tooMany() {
        return new LockBusyException(
                definition.name(),
                "lock \"" + LockName.printable(definition.name()) + "\" is busy, and as many callers wait as may"
                        + " (guarded.max-waiters, guarded.max-waiters-total)",
                waited(),
                null);
    }

    LockUnavailableException silence() {
        return new LockUnavailableException(definition.name(), "the store did not answer in time", null);
    }

    long waited(long now) {
        return now - startedAt;
    }

    private Duration waited() {
        return waitNanos == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
