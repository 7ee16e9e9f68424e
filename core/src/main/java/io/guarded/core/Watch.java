package io.guarded.core;

import io.guarded.LockName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

    private static final Logger LOG = System.getLogger(Watch.class.getPackageName());
    private static final long SOONEST_NANOS = 1_000_000;

    /** A failed renewal is tried again soon, but a store that is away is not pelted. */
    private static final long RETRY_PART = 15;

    private final Gate gate;
    private final Tenure tenure;
    private final Timer timer;

    /** Guarded by this, like all below. */
    private @Nullable ScheduledFuture<?> next;

    private boolean isStopped;
    private boolean isAsking;
    private long renewAt;

    Watch(Gate gate, Tenure tenure, Timer timer) {
        this.gate = gate;
        this.tenure = tenure;
        this.timer = timer;
        this.renewAt = System.nanoTime() + tenure.leaseNanos() / 3;
    }

    synchronized void stop() {
        isStopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    /** Whether nothing is going to make it look. */
    synchronized boolean isIdle() {
        return !isStopped && !isAsking && (next == null || next.isDone());
    }

    /** Looks now, and from then on whenever it has to as long as somebody holds. */
    void look() {
        Grant holder = gate.holderBy(tenure);
        if (holder == null || !holder.isHeld()) {
            return;
        }
        long now = System.nanoTime();
        if (isTimeToRenew(now)) {
            renew(now);
        }
        schedule(holder.remaining(now), now);
    }

    private synchronized boolean isTimeToRenew(long now) {
        boolean isTime = renews() && !isAsking && !isStopped && now - renewAt >= 0;
        isAsking |= isTime;
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
        long delay = renews() && !isAsking ? Math.min(untilEnd, renewAt - now) : untilEnd;
        next = timer.schedule(this::look, Math.max(SOONEST_NANOS, delay), TimeUnit.NANOSECONDS);
    }

    private void renew(long sentAt) {
        if (tenure.lease == null) {
            return;
        }
        Answers.then(tenure.store.renew(tenure.key, tenure.holdId, tenure.lease), (isMine, failure) -> {
            if (failure != null) {
                LOG.log(Level.DEBUG, () -> "renewal of " + LockName.printable(tenure.key) + " failed", failure);
                renewAfter(tenure.leaseNanos() / RETRY_PART);
            } else if (Boolean.TRUE.equals(isMine)) {
                tenure.confirmed(sentAt);
                renewAfter(tenure.leaseNanos() / 3);
            } else {
                taken();
            }
        });
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
