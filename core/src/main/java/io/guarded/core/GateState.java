package io.guarded.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides who holds a key in this JVM and who is next. Each method is called under the gate's monitor and says in its
 * {@link Step} what has to be done after it.
 *
 * <p>At most one of the callers holds, and at most one attempt asks the store; the others queue in the order of their
 * arrival. Nothing is remembered once nobody needs the gate.
 */
final class GateState {

    private final Gate gate;
    private final Rules rules;
    private final Enquiry enquiry;
    private final WaitQueue queue;
    private final Entered entered = new Entered();
    private final Courtesy courtesy = new Courtesy(System.nanoTime());
    private Phase phase = Phase.IDLE;
    private @Nullable Definition definition;
    private @Nullable Grant holder;

    /** The store's hold while no caller has it: it was left to the first in the queue, or waits for its tokens. */
    private @Nullable Tenure between;

    /** Whether other nodes are to have their turn before this one asks again. */
    private boolean isTurnOver;

    GateState(Gate gate, Rules rules) {
        this.gate = gate;
        this.rules = rules;
        this.enquiry = new Enquiry(rules);
        this.queue = new WaitQueue(rules);
    }

    /** Nobody needs this gate. */
    boolean isUnused() {
        return phase == Phase.IDLE && queue.isEmpty() && entered.isEmpty();
    }

    @Nullable
    Grant holder() {
        return holder;
    }

    @Nullable
    Tenure between() {
        return between;
    }

    @Nullable
    Shown shown() {
        if (holder != null) {
            return Shown.of(holder);
        }
        return between == null ? null : Shown.between(between, requireDefinition());
    }

    int waiters() {
        return queue.size();
    }

    /** The locks that are held or waited for; two names may share this key. */
    List<Definition> inUse() {
        List<Definition> inUse = new ArrayList<>();
        if (holder != null) {
            inUse.add(holder.definition);
        }
        queue.all().forEach(waiter -> inUse.add(waiter.definition));
        return inUse;
    }

    void countIn(Census census) {
        if (holder != null) {
            census.addHolder(holder.definition);
        }
        queue.all().forEach(waiter -> census.addWaiter(waiter.definition));
    }

    /** Somebody took the key before more had to be known. */
    void begin(Grant grant) {
        definition = grant.definition;
        holder = grant;
        phase = Phase.HELD;
    }

    /** Whether somebody holds and nobody waits. */
    boolean isAlone(Grant grant) {
        return holder == grant && queue.isEmpty();
    }

    /** The one who was alone has given its key back. */
    void end() {
        holder = null;
        phase = Phase.IDLE;
    }

    void enter(Waiter waiter, Step step) {
        boolean isInUse = holder != null || between != null || !queue.isEmpty();
        Definition inUse = isInUse ? definition : null;
        if (inUse != null && !waiter.definition.agreesWith(inUse)) {
            waiter.settle(waiter.definition.conflictWith(inUse));
        } else if (!entered.reenter(waiter, holder)) {
            definition = waiter.definition;
            long now = System.nanoTime();
            if (!overtakes(waiter, now, step)) {
                queueOrRefuse(waiter, now, step);
                endPassing(step);
            }
        }
    }

    /** A running thread may go before one that was woken and has not come yet: waking takes longer than most bodies. */
    private boolean overtakes(Waiter waiter, long now, Step step) {
        Tenure tenure = between;
        boolean mayOvertake = phase == Phase.PASSING
                && tenure != null
                && !tenure.isStale(now)
                && (!waiter.definition.isFenced() || tenure.hasToken())
                && queue.overtake(now);
        if (mayOvertake) {
            grant(requireNonNull(tenure), waiter, now, step);
        }
        return mayOvertake;
    }

    /** Who was woken has had its time: it becomes the holder at once, wherever its thread is. */
    private void endPassing(Step step) {
        Tenure left = passing();
        if (left != null) {
            pass(left, step);
        }
    }

    private @Nullable Tenure passing() {
        return phase == Phase.PASSING ? between : null;
    }

    /** One try has its answer here if the key is known to be busy; while nobody knows, it waits for what the store says. */
    private void queueOrRefuse(Waiter waiter, long now, Step step) {
        Grant current = holder;
        if (current != null && current.isLost(now)) {
            step.expired = current;
        } else if (waiter.isOver(now) && phase.isBusy()) {
            waiter.settle(waiter.busy(retryAfter()));
            return;
        }
        if (phase == Phase.IDLE) {
            queue.addFirst(waiter);
            ask(Phase.TRYING, Duration.ZERO, step);
        } else if (!queue.add(waiter)) {
            waiter.settle(waiter.tooMany());
        } else if (current != null) {
            step.watch = current.tenure;
        }
    }

    /** The store has answered an attempt; false if that one is over already. */
    boolean answered(Attempt which, boolean isYes, Step step) {
        if (!enquiry.end(which)) {
            return false;
        }
        courtesy.answered(isYes);
        if (isYes) {
            pass(new Tenure(which), step);
        } else {
            long now = System.nanoTime();
            queue.refuseThoseOver(now, waiter -> waiter.busy(null), step);
            queue.begin(step);
            goOn(which, now, step);
        }
        return true;
    }

    private void goOn(Attempt refused, long now, Step step) {
        boolean wasEarly = !refused.isTry() && now - refused.sentAt < refused.wait.toNanos() / 2;
        if (!wasEarly || queue.isEmpty()) {
            waitInStore(step);
        } else {
            phase = Phase.PAUSING;
            step.pause = true;
        }
    }

    void pauseEnded(Step step) {
        if (phase == Phase.PAUSING) {
            waitInStore(step);
        }
    }

    /** The store failed: nobody knows whether the lock is free, so nobody is told that it is busy. */
    void failed(Attempt which, Throwable failure, Step step) {
        if (enquiry.end(which)) {
            phase = Phase.IDLE;
            refuseAll(failure, step);
        }
    }

    /** Gives the store's hold to the first in the queue, or back to the store. */
    private void pass(Tenure tenure, Step step) {
        between = null;
        long now = System.nanoTime();
        Waiter next = tenure.isStale(now) ? null : queue.first();
        if (next == null) {
            giveBack(tenure, step);
        } else if (next.definition.isFenced() && !tenure.hasToken()) {
            phase = Phase.NUMBERING;
            between = tenure;
            enquiry.expect();
            step.number = tenure;
            step.tokens = rules.tokensFor(tenure, queue.size());
        } else {
            grant(tenure, next, now, step);
        }
    }

    private void grant(Tenure tenure, Waiter next, long now, Step step) {
        queue.remove(next);
        between = null;
        long token = next.definition.isFenced() ? tenure.takeToken() : 0;
        Grant grant = new Grant(gate, tenure, next.definition, token, next.thread, now);
        holder = grant;
        phase = Phase.HELD;
        next.settle(grant);
        step.settled(next);
        if (tenure.hasEnd() || !queue.isEmpty()) {
            step.watch = tenure;
        }
        queue.refuseThoseOver(now, waiter -> waiter.busy(retryAfter()), step);
    }

    /** The store has given tokens to a hold that nobody else could take meanwhile. */
    void numbered(Tenure tenure, long first, int count, Step step) {
        if (between == tenure) {
            tenure.giveTokens(first, count);
            pass(tenure, step);
        }
    }

    void numberingFailed(Tenure tenure, Throwable failure, Step step) {
        if (between == tenure) {
            refuseAll(failure, step);
            giveBack(tenure, step);
        }
    }

    private void giveBack(Tenure tenure, Step step) {
        holder = null;
        between = null;
        phase = Phase.RELEASING;
        enquiry.expect();
        step.release = tenure;
    }

    /** The holder has ended its hold. */
    void released(Grant grant, Step step) {
        if (holder != grant) {
            return;
        }
        Tenure tenure = grant.tenure;
        holder = null;
        long now = System.nanoTime();
        tenure.startedAt(grant.grantedAt());
        if (!queue.isEmpty() && rules.mayPassOn(grant, now)) {
            tenure.handoffs++;
            offer(tenure, now, step);
        } else {
            step.keepNanos = grant.keptFor(now);
            isTurnOver = !queue.isEmpty() && rules.isTurnOver(grant);
            giveBack(tenure, step);
        }
    }

    /**
     * Leaves the store's hold to the first in the queue, and wakes it. Until it comes another may overtake it, but only so
     * often and for so long: then it is made the holder at once.
     */
    private void offer(Tenure tenure, long now, Step step) {
        Waiter next = queue.first();
        if (next == null || next.thread == null || !queue.offer(now)) {
            pass(tenure, step);
            return;
        }
        holder = null;
        between = tenure;
        phase = Phase.PASSING;
        if (!next.isWoken) {
            next.isWoken = true;
            step.wake = next;
        }
    }

    /** The first in the queue comes for what was left to it; anybody else has to wait on. */
    void claimed(Waiter waiter, Step step) {
        waiter.isWoken = false;
        Tenure left = passing();
        if (left != null && queue.first() == waiter) {
            pass(left, step);
        }
    }

    void releaseAnswered(@Nullable Throwable failure, Step step) {
        if (phase != Phase.RELEASING) {
            return;
        }
        if (failure != null) {
            queue.refuseThoseOver(
                    System.nanoTime(), waiter -> Store.unavailable(waiter.definition.name(), failure), step);
        }
        if (isTurnOver && failure == null && !queue.isEmpty()) {
            long now = System.nanoTime();
            step.yieldNanos = courtesy.pause(now, enquiry.dueSince(now));
        }
        isTurnOver = false;
        if (step.yieldNanos > 0) {
            phase = Phase.YIELDING;
        } else {
            tryStore(step);
        }
    }

    void yieldEnded(Step step) {
        if (phase == Phase.YIELDING) {
            tryStore(step);
        }
    }

    /**
     * The holder has lost its hold.
     *
     * @param isToFree whether the store would keep the key for it
     */
    void lost(Grant grant, boolean isToFree, Step step) {
        if (holder != grant) {
            return;
        }
        holder = null;
        entered.addLost(grant);
        if (isToFree) {
            step.keepNanos = grant.keptFor(System.nanoTime());
            giveBack(grant.tenure, step);
        } else {
            tryStore(step);
        }
    }

    /** The last handle of a lost hold was closed. */
    void forget(Grant grant) {
        entered.forget(grant);
    }

    /** A waiter's time is over. It waits on for an answer of the store that is due, and is not told "busy" without it. */
    void timedOut(Waiter waiter, Step step) {
        claimed(waiter, step);
        // whoever gave up in the same moment is not to be told anything
        if (waiter.isSettled() || !waiter.isQueued) {
            return;
        }
        long now = System.nanoTime();
        Long dueIn = dueIn(waiter, now, step);
        if (dueIn != null && dueIn > 0) {
            waiter.bePatientUntil(now + dueIn);
            return;
        }
        waiter.settle(dueIn == null ? waiter.busy(retryAfter()) : waiter.silence());
        step.settled(waiter);
        leave(waiter, step);
    }

    /** How long an answer may still take that decides what a waiter is told, negative if it is late; null if none is due. */
    private @Nullable Long dueIn(Waiter waiter, long now, Step step) {
        Grant current = holder;
        if (current != null && current.isLost(now)) {
            // whoever found that is about to tell; then the store is asked, and nobody waits longer than for its answer
            step.expired = current;
            return rules.patience(Duration.ZERO) - waiter.overdue(now);
        }
        return phase.expectsAnswer() ? enquiry.dueIn(now) : null;
    }

    /** A waiter gives up: it was interrupted or cancelled. False if it has its outcome already. */
    boolean gaveUp(Waiter waiter, Step step) {
        if (waiter.isSettled()) {
            return false;
        }
        leave(waiter, step);
        return true;
    }

    private void leave(Waiter waiter, Step step) {
        boolean wasFirst = queue.first() == waiter;
        queue.remove(waiter);
        Tenure left = passing();
        if (left != null && wasFirst) {
            offer(left, System.nanoTime(), step);
        } else if (queue.isEmpty()) {
            stopAsking(step);
        }
    }

    private void stopAsking(Step step) {
        if (phase == Phase.TRYING || phase == Phase.WAITING || phase == Phase.PAUSING || phase == Phase.YIELDING) {
            enquiry.cancel(step);
            phase = Phase.IDLE;
        }
    }

    /** The manager ends: nobody waits any more. Gives the holder, who has to be told. */
    @Nullable
    Grant shutDown(Step step) {
        stopAsking(step);
        queue.refuse(waiter -> true, waiter -> Gates.closed(waiter.definition.name()), step);
        if (between != null) {
            giveBack(between, step);
        }
        return holder;
    }

    private void tryStore(Step step) {
        ask(Phase.TRYING, Duration.ZERO, step);
    }

    private void waitInStore(Step step) {
        long longest = queue.longestRemaining(System.nanoTime());
        ask(Phase.WAITING, rules.slice(requireDefinition(), longest), step);
    }

    /** Asks the store for whoever waits; if nobody does, the gate has nothing to do. */
    private void ask(Phase how, Duration wait, Step step) {
        if (queue.isEmpty()) {
            phase = Phase.IDLE;
        } else {
            phase = how;
            enquiry.ask(requireDefinition(), wait, step);
        }
    }

    private void refuseAll(Throwable failure, Step step) {
        queue.refuse(waiter -> true, waiter -> Store.unavailable(waiter.definition.name(), failure), step);
    }

    private @Nullable Duration retryAfter() {
        Grant current = holder;
        return current == null || current.definition.isRenewed()
                ? null
                : Duration.ofNanos(current.remaining(System.nanoTime()));
    }

    /** There is one while anybody is here. */
    private Definition requireDefinition() {
        return requireNonNull(definition, "definition");
    }
}
