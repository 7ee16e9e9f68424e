package io.guarded.core;

import io.guarded.LockName;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Warns of each hold that lasts longer than {@code guarded.warn-hold}, once: from time to time it looks at those who hold,
 * so that a body that hangs is told of while it does. Locks themselves have nothing to do for it.
 */
final class LongHolds {

    private static final long SHORTEST_LOOK_NANOS = 10_000_000;
    private static final long LONGEST_LOOK_NANOS = 60_000_000_000L;

    private final Duration limit;
    private final long limitNanos;

    /** Its own: a slow log must not keep locks from being renewed. */
    private final Timer timer = new Timer("guarded-long-holds");

    /** @param limit zero if nobody is to be warned */
    LongHolds(Duration limit) {
        this.limit = limit;
        this.limitNanos = limit.isZero() ? Long.MAX_VALUE : WaitTime.saturated(limit);
    }

    /** Looks until it is closed; at most a quarter of the limit late. */
    void watch(Gates gates) {
        if (!limit.isZero()) {
            long between = Math.max(SHORTEST_LOOK_NANOS, Math.min(limitNanos / 4, LONGEST_LOOK_NANOS));
            var unused = timer.scheduleWithFixedDelay(() -> look(gates), between, between, TimeUnit.NANOSECONDS);
        }
    }

    void close() {
        timer.shutdownNow();
    }

    private void look(Gates gates) {
        gates.noticeEnds();
        long now = System.nanoTime();
        for (Gate gate : gates.all()) {
            Grant holder = gate.holder();
            if (holder != null && isTooLong(holder, now) && holder.isFirstWarning()) {
                warn(holder, now, "has been held for");
            }
        }
    }

    /** A hold has ended between two looks. */
    void ended(Grant grant, long now) {
        if (isTooLong(grant, now) && grant.isFirstWarning()) {
            warn(grant, now, "was held for");
        }
    }

    private boolean isTooLong(Grant grant, long now) {
        return now - grant.grantedAt() > limitNanos;
    }

    private void warn(Grant grant, long now, String how) {
        Duration held = Duration.ofNanos(now - grant.grantedAt());
        Thread inside = grant.inside();
        String where = inside == null ? "" : ", now by the thread \"" + LockName.printable(inside.getName()) + "\"";
        Journal.write(
                Level.WARNING,
                () -> Journal.about(grant.definition) + " " + how + " " + held + where
                        + ", which is longer than guarded.warn-hold, " + limit);
    }
}
