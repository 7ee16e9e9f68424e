package io.guarded.core;

import io.guarded.LockName;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Is the watchdog of one store's hold: renews it each third of its lease, and tells the holder when its time is over.
 *
 * <p>Each hold is renewed on its own, so that one bad key or one frozen part of a cluster costs only itself, and the answer
 * is read: "no" is a loss. No answer is tried again until the deadline, at which the hold is lost even if nothing ever
 * answers. Runs on the timer, which it never blocks.
 */
final class Watch {

    private static final long SOONEST_NANOS = 1_000_000;

    /** A failed renewal is tried again soon, but a store that is away is not pelted. */
    private static final long RETRY_PART = 15;

    private final Gate gate;
    private final Tenure tenure;
    private final Timer timer;

    /** Guarded by this, like all below. */
    private @Nullable ScheduledFuture<?> next;

    /** Not while it looks, though the timer's task has not ended then. */
    private boolean isPlanned;

    private long plannedAt;
    private boolean isStopped;
    private boolean isAsking;
    private CompletableFuture<Boolean> renewal = CompletableFuture.completedFuture(true);
    private long renewAt;

    Watch(Gate gate, Tenure tenure, Timer timer) {
        this.gate = gate;
        this.tenure = tenure;
        this.timer = timer;
        this.renewAt = System.nanoTime() + tenure.leaseNanos() / 3;
    }

    /** Ends the watch. Gives the renewal that is under way, whose answer may still be due. */
    synchronized CompletableFuture<?> stop() {
        isStopped = true;
        if (next != null) {
            next.cancel(false);
        }
        return renewal;
    }

    /** Looks now if it would look too late, for it may have been planned for a former holder. */
    void attend() {
        Grant holder = gate.holderBy(tenure);
        if (holder != null) {
            long now = System.nanoTime();
            if (isLate(holder.remaining(now), now)) {
                look();
            }
        }
    }

    private synchronized boolean isLate(long untilEnd, long now) {
        return !isStopped && (!isPlanned || plannedAt - now > delay(untilEnd, now));
    }

    /** Looks now, and from then on whenever it has to as long as somebody holds. */
    void look() {
        look(System.nanoTime());
    }

    void look(long now) {
        Grant holder = gate.holderBy(tenure);
        if (holder == null || !holder.isHeld()) {
            return;
        }
        if (isTimeToRenew(now)) {
            renew(now);
        }
        schedule(holder.remaining(now), now);
    }

    private synchronized boolean isTimeToRenew(long now) {
        boolean isTime = renews() && !isAsking && !isStopped && now - renewAt >= 0;
        if (isTime) {
            isAsking = true;
            // before the store is asked: whoever stops this must not miss it
            renewal = new CompletableFuture<>();
        }
        return isTime;
    }

    private boolean renews() {
        return tenure.isRenewed && tenure.lease != null;
    }

    private synchronized void schedule(long untilEnd, long now) {
        if (isStopped) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        long delay = delay(untilEnd, now);
        plannedAt = now + delay;
        isPlanned = true;
        next = timer.schedule(this::lookAsPlanned, delay, TimeUnit.NANOSECONDS);
    }

    private long delay(long untilEnd, long now) {
        return Math.max(SOONEST_NANOS, renews() && !isAsking ? Math.min(untilEnd, renewAt - now) : untilEnd);
    }

    private void lookAsPlanned() {
        synchronized (this) {
            isPlanned = false;
        }
        look();
    }

    private void renew(long sentAt) {
        if (tenure.lease == null) {
            return;
        }
        Answers.then(tenure.store.renew(tenure.key, tenure.holdId, tenure.lease), (isMine, failure) -> {
            answered();
            if (failure != null) {
                Journal.write(Level.DEBUG, () -> "renewal of " + LockName.printable(tenure.key) + " failed", failure);
                renewAfter(tenure.leaseNanos() / RETRY_PART);
            } else if (Boolean.TRUE.equals(isMine)) {
                tenure.confirmed(sentAt);
                renewAfter(tenure.leaseNanos() / 3);
            } else {
                taken();
            }
        });
    }

    private void answered() {
        CompletableFuture<Boolean> over;
        synchronized (this) {
            over = renewal;
        }
        over.complete(true);
    }

    /** Comes on the thread of the store's client; the timer looks on. */
    private void renewAfter(long nanos) {
        long now = System.nanoTime();
        synchronized (this) {
            isAsking = false;
            renewAt = now + nanos;
        }
        Grant holder = gate.holderBy(tenure);
        if (holder != null) {
            schedule(holder.remaining(now), now);
        }
    }

    private void taken() {
        // nobody holds while it is passed on, and nobody is to get it then
        tenure.end();
        Grant holder = gate.holderBy(tenure);
        if (holder != null) {
            holder.lose("the store does not know it any more");
        }
    }
}
