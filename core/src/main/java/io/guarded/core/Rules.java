package io.guarded.core;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The numbers by which gates decide. */
final class Rules {

    /** A store's wake-up can get lost; a wait is asked for in slices, so that this costs no more than a slice. */
    private static final long SLICE_NANOS = 1_000_000_000;

    /** A store in this JVM loses no wake-up; this only keeps sums of times from overflowing. */
    private static final long LONGEST_WAIT_NANOS = Duration.ofDays(1).toNanos();

    /** What the store may take for the answer at the end of a slice; the caller waits that much longer. */
    private static final long SLICE_GRACE_NANOS = 500_000_000;

    private static final int MOST_TOKENS = 1_000;

    /** A thread that was woken runs by then; beyond it, going before it would no longer hide the time that waking takes. */
    static final long OVERTAKING_NANOS = 1_000_000;

    private final int handoffs;
    private final long handoffNanos;
    private final int overtakes;
    private final int maxWaiters;
    private final Crowd crowd;
    private final Duration storeTimeout;
    private final Duration warnHold;

    /**
     * Starts at a random negative number: a client that several managers or plain Redisson code share takes positive
     * thread ids and other managers' ids for owners too, and equal ids would re-enter each other's holds.
     */
    private final AtomicLong holdIds = new AtomicLong(new SecureRandom().nextLong() | Long.MIN_VALUE);

    Rules(Settings settings) {
        this.handoffs = settings.handoffs();
        this.handoffNanos = WaitTime.saturated(settings.handoffTime());
        this.overtakes = settings.overtakes();
        this.maxWaiters = settings.maxWaiters() == 0 ? Integer.MAX_VALUE : settings.maxWaiters();
        this.crowd = new Crowd(settings.maxWaitersInAll());
        this.storeTimeout = settings.storeTimeout();
        this.warnHold = settings.warnHold();
    }

    long nextHoldId() {
        return holdIds.incrementAndGet() | Long.MIN_VALUE;
    }

    Duration storeTimeout() {
        return storeTimeout;
    }

    /** How long a hold may last before somebody is warned; zero if nobody is. */
    Duration warnHold() {
        return warnHold;
    }

    /** How often a waiter may be overtaken; 0 is strictly first in, first out. */
    int overtakes() {
        return overtakes;
    }

    /** How many may wait for one key. */
    int maxWaiters() {
        return maxWaiters;
    }

    /** All who wait. */
    Crowd crowd() {
        return crowd;
    }

    /**
     * Whether the next in line may have the hold without the store being asked (lock cohorting; Dice, Marathe, Shavit,
     * 2012). A fixed lease belongs to one holder, and so does a key that has to be kept; the others of a cluster must get
     * their turn, and so must other managers that share a store in this JVM, whose turn costs next to nothing.
     */
    boolean mayPassOn(Grant grant, long now) {
        Tenure tenure = grant.tenure;
        return tenure.isRenewed
                && !tenure.isWanted
                && grant.definition.atLeast().isZero()
                && tenure.isFresh(now)
                && tenure.age(now) < handoffNanos
                && (!tenure.store.isCluster() || tenure.handoffs < handoffs);
    }

    /** Whether only the bound on passing it on ends a hold for which others wait here. */
    boolean isTurnOver(Grant grant) {
        Tenure tenure = grant.tenure;
        return tenure.isRenewed
                && grant.definition.atLeast().isZero()
                && tenure.store.isCluster()
                && tenure.handoffs > 0;
    }

    /** One for the next holder and one for each whom the hold may still be handed on to; more would only leave gaps. */
    int tokensFor(Tenure tenure, int waiters) {
        int handoffsLeft = tenure.store.isCluster() ? Math.max(0, handoffs - tenure.handoffs) : MOST_TOKENS;
        return 1 + Math.min(Math.min(handoffsLeft, waiters - 1), MOST_TOKENS);
    }

    /** A cluster's hold counts from the moment of asking, so a slice is short against the lease. */
    Duration slice(Definition definition, long remainingNanos) {
        Duration lease = definition.lease();
        long slice = definition.store().isCluster() ? SLICE_NANOS : LONGEST_WAIT_NANOS;
        if (lease != null) {
            slice = Math.min(slice, WaitTime.saturated(lease) / 4);
        }
        return Duration.ofNanos(Math.max(1, Math.min(slice, remainingNanos)));
    }

    /** How long after it is due an answer may come. */
    long patience(Duration askedWait) {
        return askedWait.isZero() ? WaitTime.saturated(storeTimeout) : SLICE_GRACE_NANOS;
    }
}
