package io.guarded.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps waiters in the order of their arrival; a waiter that gives up leaves without a search. Guarded by the gate's
 * monitor.
 *
 * <p>Linked through the waiters themselves: with ten thousand of them a search for each that leaves would cost more than
 * the wait.
 */
final class WaitQueue {

    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private int size;

    /** How many of those here wait; the first one may only have asked the store yet. */
    private int counted;

    /** How often somebody has gone before all that are here. */
    private long overtakes;

    /** The first one, once it was offered the lock, and when that was. */
    private @Nullable Waiter offeredTo;

    private long offeredAt;

    /** No wait of those here is over before this moment, so that a grant need not look at each of them. */
    private long noneOverBefore;

    private final Rules rules;

    WaitQueue(Rules rules) {
        this.rules = rules;
    }

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    /** Adds one whom the store is going to be asked for: it has not begun to wait. */
    void addFirst(Waiter waiter) {
        link(waiter);
    }

    /** Adds one that waits; false if as many wait as may. */
    boolean add(Waiter waiter) {
        boolean isAdded = count(waiter);
        if (isAdded) {
            link(waiter);
        }
        return isAdded;
    }

    /** The store has said no: now the one waits who had only asked. If there are too many then, who came last has to go. */
    void begin(Step step) {
        Waiter asked = first;
        Waiter newest = last;
        if (asked == null || newest == null || asked.isCounted || count(asked)) {
            return;
        }
        if (newest.isCounted) {
            newest.isCounted = false;
            asked.isCounted = true;
        }
        refuse(waiter -> waiter == newest, Waiter::tooMany, step);
    }

    private boolean count(Waiter waiter) {
        waiter.isCounted = counted < rules.maxWaiters() && rules.crowd().enter();
        if (waiter.isCounted) {
            counted++;
        }
        return waiter.isCounted;
    }

    private void link(Waiter waiter) {
        noneOverBefore = first == null ? waiter.overAt() : WaitTime.earlier(noneOverBefore, waiter.overAt());
        waiter.before = last;
        if (last == null) {
            first = waiter;
        } else {
            last.after = waiter;
        }
        last = waiter;
        waiter.isQueued = true;
        waiter.overtakesBefore = overtakes;
        size++;
    }

    @Nullable
    Waiter first() {
        return first;
    }

    /** Offers the lock to the first one; false if nobody may overtake it any more. */
    boolean offer(long now) {
        if (offeredTo != first) {
            offeredTo = first;
            offeredAt = now;
        }
        return mayBeOvertaken(now);
    }

    /** Lets somebody go before all that are here, if none of them has been overtaken too often or for too long. */
    boolean overtake(long now) {
        boolean may = mayBeOvertaken(now);
        if (may) {
            overtakes++;
        }
        return may;
    }

    /** The first one came first, so nobody was overtaken more often. */
    private boolean mayBeOvertaken(long now) {
        Waiter next = first;
        return next != null
                && overtakes - next.overtakesBefore < rules.overtakes()
                && now - offeredAt < Rules.OVERTAKING_NANOS;
    }

    /** Leaves everything as it is if the waiter is not in the queue any more. */
    void remove(Waiter waiter) {
        if (!waiter.isQueued) {
            return;
        }
        Waiter before = waiter.before;
        Waiter after = waiter.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        waiter.before = null;
        waiter.after = null;
        waiter.isQueued = false;
        if (offeredTo == waiter) {
            offeredTo = null;
        }
        size--;
        if (waiter.isCounted) {
            waiter.isCounted = false;
            counted--;
            rules.crowd().leave();
        }
    }

    /** Refuses those whose wait is over. */
    void refuseThoseOver(long now, Function<Waiter, RuntimeException> refusal, Step step) {
        if (first == null || now - noneOverBefore < 0) {
            return;
        }
        refuse(waiter -> waiter.isOver(now), refusal, step);
        noneOverBefore = first == null ? 0 : first.overAt();
        for (Waiter waiter = first; waiter != null; waiter = waiter.after) {
            noneOverBefore = WaitTime.earlier(noneOverBefore, waiter.overAt());
        }
    }

    /** Refuses those whom the test picks. */
    void refuse(Predicate<Waiter> which, Function<Waiter, RuntimeException> refusal, Step step) {
        Waiter next = first;
        while (next != null) {
            Waiter waiter = next;
            next = waiter.after;
            if (which.test(waiter)) {
                remove(waiter);
                waiter.settle(refusal.apply(waiter));
                step.settled(waiter);
            }
        }
    }

    List<Waiter> all() {
        List<Waiter> all = new ArrayList<>(size);
        for (Waiter waiter = first; waiter != null; waiter = waiter.after) {
            all.add(waiter);
        }
        return all;
    }

    /** The longest time that any of them has left. */
    long longestRemaining(long now) {
        long longest = 0;
        for (Waiter waiter = first; waiter != null; waiter = waiter.after) {
            longest = Math.max(longest, waiter.remaining(now));
        }
        return longest;
    }
}
