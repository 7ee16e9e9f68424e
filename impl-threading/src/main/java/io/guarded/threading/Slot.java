package io.guarded.threading;

import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Is one key that is held or waited for. First come, first served.
 *
 * <p>The monitor guards the fields; answers are given outside it, because whoever waits for one may call back.
 */
final class Slot implements Place {

    enum Outcome {
        HELD,
        BUSY,
        QUEUED,
        /** This slot has left the map; another has to be taken. */
        OVER
    }

    private final String key;
    private final ThreadingLockProvider provider;

    /** Made when the first one comes: most keys are never waited for in the store. */
    private @Nullable LinkedHashSet<Claim> waiting;

    private @Nullable Claim holder;
    private long heldUntil;
    private @Nullable ScheduledFuture<?> leaseEnd;
    private boolean isOver;

    Slot(String key, ThreadingLockProvider provider) {
        this.key = key;
        this.provider = provider;
    }

    /** Makes a slot that is held already, without an end. */
    Slot(String key, ThreadingLockProvider provider, Claim holder) {
        this(key, provider);
        this.holder = holder;
    }

    synchronized Outcome enter(Claim claim, boolean mayQueue) {
        if (isOver) {
            return Outcome.OVER;
        }
        if (!isHeldNow() && isUnwanted()) {
            // of a hold whose lease is over but whose timer is late
            cancelLeaseEnd();
            hold(claim);
            return Outcome.HELD;
        }
        if (!mayQueue) {
            return Outcome.BUSY;
        }
        if (waiting == null) {
            waiting = new LinkedHashSet<>(2);
        }
        waiting.add(claim);
        return Outcome.QUEUED;
    }

    private boolean isUnwanted() {
        return waiting == null || waiting.isEmpty();
    }

    synchronized boolean isHeld() {
        return isHeldNow();
    }

    synchronized boolean renew(long holdId, Duration lease) {
        Claim current = holder;
        if (current == null || current.holdId != holdId || !isHeldNow()) {
            return false;
        }
        endAfter(current, lease);
        return true;
    }

    /** Null if somebody waits, whom it would have to tell. */
    synchronized @Nullable Boolean releaseNow(long holdId) {
        Claim current = holder;
        if (current == null || current.holdId != holdId) {
            return false;
        }
        if (!isUnwanted() || leaseEnd != null) {
            return null;
        }
        free();
        return true;
    }

    boolean release(long holdId) {
        Claim next;
        boolean wasHeld;
        synchronized (this) {
            Claim current = holder;
            if (current == null || current.holdId != holdId) {
                return false;
            }
            wasHeld = isHeldNow();
            next = free();
        }
        grant(next);
        return wasHeld;
    }

    synchronized Optional<StoreHold> describe() {
        Claim current = holder;
        if (current == null || !isHeldNow()) {
            return Optional.empty();
        }
        Duration remaining = leaseEnd == null ? null : Duration.ofNanos(heldUntil - System.nanoTime());
        return Optional.of(new StoreHold(key, provider.id(current.holdId), provider.node(), remaining));
    }

    boolean releaseById(String id) {
        Long holdId = holdId();
        return holdId != null && provider.id(holdId).equals(id) && release(holdId);
    }

    private synchronized @Nullable Long holdId() {
        return holder == null ? null : holder.holdId;
    }

    /** A claim gives up: its wait is over, or it was cancelled. */
    void leave(Claim claim) {
        synchronized (this) {
            if (waiting != null) {
                waiting.remove(claim);
            }
            endIfUnused();
        }
    }

    private void leaseEnded(Claim claim) {
        Claim next;
        synchronized (this) {
            if (holder != claim || isHeldNow()) {
                return;
            }
            next = free();
        }
        grant(next);
    }

    /** Goes on to the next if the chosen one has given up meanwhile. */
    private void grant(@Nullable Claim chosen) {
        Claim next = chosen;
        while (next != null && !next.grant()) {
            synchronized (this) {
                next = holder == next ? free() : null;
            }
        }
    }

    /** Makes the first in the queue the holder, and gives it. */
    private @Nullable Claim free() {
        holder = null;
        cancelLeaseEnd();
        Claim next = first();
        if (next != null) {
            hold(next);
        }
        endIfUnused();
        return next;
    }

    private @Nullable Claim first() {
        if (waiting == null || waiting.isEmpty()) {
            return null;
        }
        Iterator<Claim> queue = waiting.iterator();
        Claim first = queue.next();
        queue.remove();
        return first;
    }

    private void hold(Claim claim) {
        holder = claim;
        if (claim.lease != null) {
            endAfter(claim, claim.lease);
        }
    }

    private void endAfter(Claim claim, Duration lease) {
        cancelLeaseEnd();
        long nanos = Claim.nanos(lease);
        heldUntil = System.nanoTime() + nanos;
        leaseEnd = provider.requireTimer().schedule(() -> leaseEnded(claim), nanos, TimeUnit.NANOSECONDS);
    }

    private void cancelLeaseEnd() {
        if (leaseEnd != null) {
            leaseEnd.cancel(false);
            leaseEnd = null;
        }
    }

    /** The clock decides, the timer only tells: it may come late, and a lease that is over protects nobody. */
    private boolean isHeldNow() {
        return holder != null && (leaseEnd == null || System.nanoTime() - heldUntil < 0);
    }

    private void endIfUnused() {
        if (holder == null && isUnwanted()) {
            isOver = true;
            provider.remove(key, this);
        }
    }
}
