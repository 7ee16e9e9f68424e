package io.guarded.core;

import io.guarded.LockBusyException;
import io.guarded.LockName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds threads of this JVM that wait for each other in a circle, each without limit, so that none would ever go on.
 *
 * <p>A circle is closed by a thread that begins to wait while it holds. Whoever finds itself in one when it is entered here
 * was the last; it is refused and the others go on. Only unlimited waits count: any other ends by itself.
 */
final class Circles {

    /** Locks are held for shorter than this as a rule, and then the search costs nothing. */
    private static final long SEARCH_AFTER_NANOS = 1_000_000_000;

    private final long searchAfterNanos;

    /** Guarded by this. */
    private final Map<Thread, Gate> waiting = new HashMap<>();

    Circles() {
        this(SEARCH_AFTER_NANOS);
    }

    /** @param searchAfterNanos a wait that takes less is not worth a search */
    Circles(long searchAfterNanos) {
        this.searchAfterNanos = searchAfterNanos;
    }

    /** How long to wait before the search. */
    long early(Waiter waiter, long now) {
        return searchAfterNanos - waiter.waited(now);
    }

    /** Enters a waiter, and tells whether that closed a circle. */
    synchronized boolean closesOne(Waiter waiter, Gate gate) {
        Thread caller = waiter.thread;
        if (caller == null || waiting.put(caller, gate) != null) {
            return false;
        }
        Thread holder = holderOf(gate);
        // more steps than waiting threads mean another's circle
        for (int steps = 0; holder != null && steps <= waiting.size(); steps++) {
            if (holder == caller) {
                return true;
            }
            Gate next = waiting.get(holder);
            holder = next == null ? null : holderOf(next);
        }
        return false;
    }

    private static @Nullable Thread holderOf(Gate gate) {
        Grant holder = gate.holder();
        return holder == null ? null : holder.inside();
    }

    void leave(Waiter waiter) {
        if (waiter.isUnlimited() && early(waiter, System.nanoTime()) <= 0) {
            forget(waiter);
        }
    }

    private synchronized void forget(Waiter waiter) {
        waiting.remove(waiter.thread);
    }

    static LockBusyException refusal(Waiter waiter) {
        Duration waited = Duration.ofNanos(waiter.waited(System.nanoTime()));
        return new LockBusyException(
                waiter.definition.name(),
                "lock \"" + LockName.printable(waiter.definition.name())
                        + "\" would never come free: its holder waits, directly or through others, for a lock that this"
                        + " thread holds; acquire several locks in one order, or with LockManager.multi",
                waited,
                null);
    }
}
