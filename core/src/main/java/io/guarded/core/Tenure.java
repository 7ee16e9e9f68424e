package io.guarded.core;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Is the store's hold of a key as this JVM knows it. It may serve several acquisitions after one another: a local hand-off
 * passes it on. A late close or renewal of an earlier acquisition does not touch it, because that one's grant is over.
 */
final class Tenure {

    private static final long MARGIN_PART = 20;
    private static final long LEAST_MARGIN_NANOS = 20_000_000;

    final Store store;
    final String key;
    final long holdId;
    final boolean isRenewed;

    /** What the store was told, null for a hold without end. */
    final @Nullable Duration lease;

    private final long startedAt;
    private final long leaseNanos;

    /** The moment from which the hold does not count any more, whatever the store may still think. */
    private volatile long deadline;

    /** Guarded by the gate's monitor. */
    int handoffs;

    /** Fencing tokens that were taken and not yet given; guarded by the gate's monitor. */
    private long nextToken;

    private int tokensLeft;

    /** Renews it and notices its end; null until somebody needs that. */
    private volatile @Nullable Watch watch;

    Tenure(Attempt won) {
        Definition definition = won.definition;
        this.store = definition.store();
        this.key = definition.key();
        this.holdId = won.holdId;
        this.isRenewed = definition.isRenewed();
        this.lease = definition.lease();
        this.startedAt = System.nanoTime();
        this.leaseNanos = lease == null ? WaitTime.UNLIMITED : WaitTime.saturated(lease);
        confirmed(won.sentAt);
    }

    private Tenure(Definition definition, long holdId) {
        this.store = definition.store();
        this.key = definition.key();
        this.holdId = holdId;
        this.isRenewed = true;
        this.lease = null;
        this.startedAt = 0;
        this.leaseNanos = WaitTime.UNLIMITED;
    }

    /** A store in this JVM keeps it until it is given back. */
    static Tenure withoutEnd(Definition definition, long holdId) {
        return new Tenure(definition, holdId);
    }

    /** A cluster's hold ends earlier here than there: clocks drift, and the loss is to be told before. */
    private long margin(long nanos) {
        return store.isCluster() ? Math.max(nanos / MARGIN_PART, LEAST_MARGIN_NANOS) : 0;
    }

    /** Counts from the moment of sending: at the earliest then the store set the lease. */
    void confirmed(long sentAt) {
        confirmed(sentAt, leaseNanos);
    }

    void confirmed(long sentAt, long nanos) {
        deadline = hasEnd() ? sentAt + nanos - margin(nanos) : 0;
    }

    /** The store has said that it does not know the hold any more. */
    void end() {
        deadline = System.nanoTime();
    }

    boolean hasEnd() {
        return lease != null;
    }

    long remaining(long now) {
        return hasEnd() ? Math.max(0, deadline - now) : WaitTime.UNLIMITED;
    }

    boolean isOver(long now) {
        return hasEnd() && now - deadline >= 0;
    }

    /** Whether so little is left that nobody should begin anything with it. */
    boolean isStale(long now) {
        return hasEnd() && remaining(now) < leaseNanos / 4;
    }

    /** Whether enough is left to pass the hold on without asking the store. */
    boolean isFresh(long now) {
        return !hasEnd() || remaining(now) >= leaseNanos / 2;
    }

    long leaseNanos() {
        return leaseNanos;
    }

    long age(long now) {
        return now - startedAt;
    }

    boolean hasToken() {
        return tokensLeft > 0;
    }

    void giveTokens(long first, int count) {
        nextToken = first;
        tokensLeft = count;
    }

    long takeToken() {
        tokensLeft--;
        return nextToken++;
    }

    /** Starts the watch, or lets one that had nobody to watch go on. */
    void watch(Supplier<Watch> maker) {
        Watch started = watch;
        if (started == null) {
            start(maker).look();
        } else if (started.isIdle()) {
            started.look();
        }
    }

    private synchronized Watch start(Supplier<Watch> maker) {
        Watch started = watch;
        if (started == null) {
            started = maker.get();
            watch = started;
        }
        return started;
    }

    /** Has the watch look again, after the end was moved. */
    void lookAgain() {
        Watch started = watch;
        if (started != null) {
            started.look();
        }
    }

    void unwatch() {
        Watch started = watch;
        if (started != null) {
            started.stop();
        }
    }
}
