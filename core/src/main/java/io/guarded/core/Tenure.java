package io.guarded.core;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

    /** Guarded by the gate's monitor once it is handed on. */
    private long startedAt;

    private final long leaseNanos;

    /** The moment from which the hold does not count any more, whatever the store may still think. */
    private volatile long deadline;

    private volatile boolean isEnded;

    /** What the store was told beyond the first lease, null if nothing; guarded by this. */
    private @Nullable Extensions extensions;

    /** Guarded by the gate's monitor. */
    int handoffs;

    /** Somebody wants its key back by force, for the one who holds now; guarded by the gate's monitor. */
    boolean isWanted;

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
        deadline = hasEnd() ? endOf(sentAt, nanos) : 0;
    }

    private long endOf(long sentAt, long nanos) {
        return sentAt + nanos - margin(nanos);
    }

    /** The store has said that it does not know the hold any more. */
    void end() {
        isEnded = true;
    }

    /** Whether the store may keep the key for longer than this JVM counts on it. */
    boolean outlives(long now) {
        return !isOver(now) || (!isEnded && isInDoubt());
    }

    private synchronized boolean isInDoubt() {
        return extensions != null && extensions.isInDoubt();
    }

    /**
     * Has the store set a fixed lease anew. A nearer end counts before the store is told, for its answer may get lost; a later
     * one when it is sure that the store has it.
     *
     * @return the store's answer; when it is done, the end is the one that counts
     */
    CompletableFuture<Boolean> extend(Duration time, long sentAt) {
        long end = endOf(sentAt, Math.min(time.toNanos(), WaitTime.FAR));
        Extensions current = beginToExtend(end);
        lookAgain();
        return store.renew(key, holdId, time).whenComplete((isMine, failure) -> {
            if (Boolean.FALSE.equals(isMine)) {
                end();
            }
            CompletableFuture<Boolean> over;
            synchronized (this) {
                deadline = current.answered(end, failure == null, deadline);
                over = current.isOver() ? current.over() : null;
            }
            if (over != null) {
                over.complete(true);
            }
        });
    }

    private synchronized Extensions beginToExtend(long end) {
        if (extensions == null) {
            extensions = new Extensions();
        }
        extensions.begin(end);
        deadline = WaitTime.earlier(deadline, end);
        return extensions;
    }

    /** Gives the extensions that are under way, done if there are none. */
    synchronized CompletableFuture<?> extending() {
        return extensions == null ? Answers.NONE : extensions.over();
    }

    boolean hasEnd() {
        return lease != null;
    }

    long remaining(long now) {
        if (isEnded) {
            return 0;
        }
        return hasEnd() ? Math.max(0, deadline - now) : WaitTime.UNLIMITED;
    }

    boolean isOver(long now) {
        return isEnded || (hasEnd() && now - deadline >= 0);
    }

    /** Whether so little is left that nobody should begin anything with it. */
    boolean isStale(long now) {
        return isEnded || (hasEnd() && remaining(now) < leaseNanos / 4);
    }

    /** Whether enough is left to pass the hold on without asking the store. */
    boolean isFresh(long now) {
        return !isEnded && (!hasEnd() || remaining(now) >= leaseNanos / 2);
    }

    long leaseNanos() {
        return leaseNanos;
    }

    /** A hold that was taken directly was not timed; its first holder was. */
    void startedAt(long moment) {
        if (!hasEnd() && handoffs == 0) {
            startedAt = moment;
        }
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

    /** Has the end of whoever holds now watched. */
    void watch(Supplier<Watch> maker) {
        Watch started = watch;
        (started == null ? start(maker) : started).attend();
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

    /** Gives the renewal that is under way, done if there is none. */
    CompletableFuture<?> unwatch() {
        Watch started = watch;
        return started == null ? Answers.NONE : started.stop();
    }
}
