package io.guarded.core;

import io.guarded.LockException;
import io.guarded.LockLostException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Is the door to one key in this JVM: at most one of its callers holds it, at most one attempt asks the store, the others
 * queue. It is known while anybody needs it.
 *
 * <p>{@link GateState} decides under the monitor; what follows from that is done here after the monitor was left, so that no
 * callback or other gate is ever called under it, and of the stores only the direct path of one in this JVM.
 */
final class Gate {

    private final Gates gates;
    private final String key;

    /** Who took the free key at once, as long as nobody else has come; guarded by this. */
    private @Nullable Grant alone;

    /** Made when more than that has to be known; guarded by this. */
    private @Nullable GateState state;

    /** Whether it is the one by which its key is known; guarded by this. */
    private boolean isKnown;

    Gate(Gates gates, String key, boolean isKnown) {
        this.gates = gates;
        this.key = key;
        this.isKnown = isKnown;
    }

    boolean isOf(String which) {
        return key.equals(which);
    }

    /** Gives what is known of those who are here, and of who was here alone. */
    private GateState state() {
        GateState made = state;
        if (made == null) {
            made = new GateState(this, gates.rules());
            state = made;
        }
        if (alone != null) {
            made.begin(alone);
            alone = null;
        }
        return made;
    }

    /** Nobody needs this gate. */
    private boolean isUnused() {
        return alone == null && (state == null || state.isUnused());
    }

    /** Lets a waiter in; false if this gate is over and another has to be taken. */
    boolean enter(Waiter waiter) {
        Step step = new Step();
        synchronized (this) {
            if (!isKnown) {
                return false;
            }
            if (gates.isClosed()) {
                waiter.settle(Gates.closed(waiter.definition.name()));
            } else {
                state().enter(waiter, step);
            }
            leaveIfUnused();
        }
        perform(step);
        return true;
    }

    /** Takes a free key at once for a thread that is inside nothing here, null if that takes more than a look. */
    synchronized @Nullable Grant takeNow(Definition wanted, Thread caller) {
        isKnown = isKnown || gates.add(key, this);
        if (!isKnown) {
            return null;
        }
        // asked when it is known: who closes either finds this gate or was before
        Grant grant = gates.isClosed() ? null : takeAlone(wanted, caller);
        leaveIfUnused();
        return grant;
    }

    /** The shortest way in: nobody is here, and the store gives its key at once. */
    private @Nullable Grant takeAlone(Definition wanted, Thread caller) {
        if (!isUnused() || wanted.isFenced() || wanted.lease() != null) {
            return null;
        }
        long holdId = gates.rules().nextHoldId();
        // made before, so that nothing can fail between the store's yes and the grant
        Grant grant = new Grant(this, Tenure.withoutEnd(wanted, holdId), wanted, 0, caller, System.nanoTime());
        if (!wanted.store().acquiresNow(key, holdId)) {
            return null;
        }
        alone = grant;
        return grant;
    }

    /** A waiter that was woken takes what was left to it. */
    void claim(Waiter waiter) {
        decide(step -> state().claimed(waiter, step));
    }

    void timedOut(Waiter waiter) {
        decide(step -> state().timedOut(waiter, step));
    }

    /** A waiter leaves; false if it has its outcome already. */
    boolean gaveUp(Waiter waiter) {
        Step step = new Step();
        boolean hasLeft;
        synchronized (this) {
            hasLeft = state().gaveUp(waiter, step);
            leaveIfUnused();
        }
        perform(step);
        return hasLeft;
    }

    /** Ends a hold; the answer is a problem or null. The next attempt starts before the answer is given. */
    CompletableFuture<@Nullable LockException> release(Grant grant) {
        if (releasesNow(grant)) {
            return Answers.NONE;
        }
        Step step = released(grant);
        Tenure tenure = step.release;
        step.release = null;
        perform(step);
        if (tenure == null) {
            return Answers.NONE;
        }
        return giveBack(tenure, step.keepNanos).handle((wasHeld, failure) -> {
            releaseAnswered(failure);
            return problem(grant, Boolean.TRUE.equals(wasHeld), failure);
        });
    }

    /** On the way of each hold that others wait for, and so without a lambda. */
    private Step released(Grant grant) {
        Step step = new Step();
        synchronized (this) {
            state().released(grant, step);
            leaveIfUnused();
        }
        return step;
    }

    /** The shortest way out: nobody waits, and the store takes its key back at once. */
    private synchronized boolean releasesNow(Grant grant) {
        Tenure tenure = grant.tenure;
        boolean isReleased = isAlone(grant)
                && !tenure.hasEnd()
                && grant.definition.atLeast().isZero()
                && tenure.store.releasesNow(key, tenure.holdId);
        if (isReleased) {
            var unused = tenure.unwatch();
            if (alone == null) {
                state().end();
            }
            alone = null;
        }
        leaveIfUnused();
        return isReleased;
    }

    private boolean isAlone(Grant grant) {
        return alone == grant || (state != null && state.isAlone(grant));
    }

    /** What the store says of a release counts, too: a hold that it did not know any more was lost before. */
    private static @Nullable LockException problem(Grant grant, boolean wasHeld, @Nullable Throwable failure) {
        String name = grant.definition.name();
        if (failure != null) {
            return Store.unavailable(name, failure);
        }
        if (wasHeld) {
            return null;
        }
        LockLostException lost = new LockLostException(name, "the store did not know it any more at its release");
        Journal.write(Level.WARNING, lost::getMessage);
        return lost;
    }

    void lost(Grant grant) {
        var unused = grant.tenure.unwatch();
        boolean isToFree = !grant.tenure.store.isCluster() || gates.isClosed();
        decide(step -> state().lost(grant, isToFree, step));
    }

    private synchronized void forget(Grant grant) {
        state().forget(grant);
        leaveIfUnused();
    }

    /** Gives the store's hold as far as this JVM has it, null if it has none. */
    synchronized @Nullable Tenure tenure() {
        Grant holder = holder();
        return holder == null ? between() : holder.tenure;
    }

    /**
     * Keeps a hold from being passed on, because it is to be released by force.
     *
     * @param turn whose turn is meant, or any
     * @return false if another turn has come
     */
    synchronized boolean wants(Tenure tenure, int turn) {
        Grant holder = holder();
        boolean isHeld = holder != null && holder.tenure == tenure;
        boolean isPassedOn = turn != ShownId.ANY && tenure.handoffs != turn;
        if (isPassedOn && (isHeld || between() == tenure)) {
            return false;
        }
        tenure.isWanted = true;
        return true;
    }

    /** The store has freed the key for the hold that is meant; neither is it handed on, nor does anybody keep it. */
    void forced(Predicate<Tenure> isMeant) {
        Grant holder;
        Tenure between;
        synchronized (this) {
            holder = holder();
            between = between();
        }
        if (between != null && isMeant.test(between)) {
            between.end();
        }
        if (holder != null && isMeant.test(holder.tenure)) {
            holder.lose("it was released by force");
            holder.tenure.end();
        }
    }

    /** The last handle of a lost hold was closed: the store need not keep the key for it until its lease is over. */
    void closeLost(Grant grant) {
        Tenure tenure = grant.tenure;
        forget(grant);
        long now = System.nanoTime();
        if (tenure.store.isCluster() && tenure.outlives(now) && !gates.isClosed()) {
            Answers.then(giveBack(tenure, grant.keptFor(now)), (wasHeld, problem) -> logIfFailed(problem));
        }
    }

    void watchEnd(Grant grant) {
        watch(grant.tenure);
    }

    /** The one who holds by the store's hold, null if that is over. */
    @Nullable
    Grant holderBy(Tenure tenure) {
        Grant holder = holder();
        return holder != null && holder.tenure == tenure ? holder : null;
    }

    synchronized int waiters() {
        return state == null ? 0 : state.waiters();
    }

    synchronized @Nullable Grant holder() {
        return alone != null || state == null ? alone : state.holder();
    }

    /** What a list tells of the store's hold of this JVM, seen in one moment; null if it has none. */
    synchronized @Nullable Shown shown() {
        if (alone != null) {
            return Shown.of(alone);
        }
        return state == null ? null : state.shown();
    }

    private synchronized @Nullable Tenure between() {
        return state == null ? null : state.between();
    }

    /** The names that are held or waited for, two of which may share this key. */
    synchronized List<Definition> inUse() {
        return state().inUse();
    }

    /** Counts who holds and who waits. */
    synchronized void countIn(Census census) {
        state().countIn(census);
    }

    void shutDown() {
        Step step = new Step();
        Grant holder;
        synchronized (this) {
            holder = state().shutDown(step);
            leaveIfUnused();
        }
        perform(step);
        if (holder != null) {
            holder.lose("its lock manager was closed");
        }
    }

    Listeners listeners() {
        return gates.listeners();
    }

    LongHolds longHolds() {
        return gates.longHolds();
    }

    void execute(Runnable task) {
        gates.execute(task);
    }

    private void decide(Consumer<Step> decision) {
        Step step = new Step();
        synchronized (this) {
            decision.accept(step);
            leaveIfUnused();
        }
        perform(step);
    }

    private void leaveIfUnused() {
        if (isKnown && isUnused()) {
            isKnown = false;
            gates.remove(key, this);
        }
    }

    /** Does what was decided. */
    private void perform(Step step) {
        if (step.cancel != null) {
            cancel(step.cancel);
        }
        if (step.expired == null || step.expired.isHeld()) {
            watch(step.watch);
        }
        gates.listeners().acquired(step.settled());
        step.settled().forEach(Waiter::signal);
        if (step.wake != null) {
            step.wake.signal();
        }
        if (step.ask != null) {
            send(step.ask);
        }
        if (step.pause) {
            gates.pause(() -> decide(next -> state().pauseEnded(next)));
        }
        if (step.yieldNanos > 0) {
            gates.pause(step.yieldNanos, () -> decide(next -> state().yieldEnded(next)));
        }
        if (step.number != null) {
            number(step.number, step.tokens);
        }
        if (step.release != null) {
            Tenure tenure = step.release;
            Answers.then(giveBack(tenure, step.keepNanos), (wasHeld, failure) -> releaseAnswered(failure));
        }
    }

    private void send(Attempt attempt) {
        Definition asking = attempt.definition;
        CompletableFuture<Boolean> answer = asking.store().acquire(key, attempt.holdId, attempt.wait, asking.lease());
        boolean isWanted;
        synchronized (this) {
            attempt.sent(answer);
            isWanted = !attempt.isCancelled();
        }
        if (!isWanted) {
            answer.cancel(false);
        } else if (!answer.isDone()) {
            gates.expect(answer, attempt.wait);
        }
        Answers.then(answer, (isYes, failure) -> answered(attempt, isYes, failure));
    }

    private void answered(Attempt attempt, @Nullable Boolean isYes, @Nullable Throwable failure) {
        if (failure != null) {
            decide(step -> state().failed(attempt, failure, step));
            return;
        }
        boolean hasKey = Boolean.TRUE.equals(isYes);
        boolean[] isCurrent = new boolean[1];
        decide(step -> isCurrent[0] = state().answered(attempt, hasKey, step));
        if (hasKey && !isCurrent[0]) {
            // granted in the moment in which it was cancelled
            Answers.then(
                    gates.track(attempt.holdId, attempt.definition.store().release(key, attempt.holdId)),
                    (wasHeld, problem) -> logIfFailed(problem));
        }
    }

    private void watch(@Nullable Tenure tenure) {
        if (tenure == null) {
            return;
        }
        tenure.watch(() -> new Watch(this, tenure, gates.timer()));
    }

    private void logIfFailed(@Nullable Throwable problem) {
        if (problem != null) {
            Journal.write(
                    Level.WARNING,
                    () -> "a lock that nobody has was not released cleanly; its lease frees it",
                    problem);
        }
    }

    private void number(Tenure tenure, int count) {
        CompletableFuture<Long> first = tenure.store.tokens(key, count);
        if (!first.isDone()) {
            gates.expect(first, Duration.ZERO);
        }
        Answers.then(
                first,
                (token, failure) -> decide(step -> {
                    if (token == null) {
                        Throwable problem =
                                failure == null ? new IllegalStateException("the store gave no token") : failure;
                        state().numberingFailed(tenure, problem, step);
                    } else {
                        state().numbered(tenure, token, count, step);
                    }
                }));
    }

    private void cancel(Attempt attempt) {
        CompletableFuture<Boolean> answer;
        synchronized (this) {
            answer = attempt.cancel();
        }
        if (answer != null) {
            answer.cancel(false);
        }
    }

    /** A key that is to be kept for longer is left to a lease that nobody renews, and no renewal or extension may come after that. */
    private CompletableFuture<Boolean> giveBack(Tenure tenure, long keepNanos) {
        CompletableFuture<?> renewal = tenure.unwatch();
        CompletableFuture<Boolean> answer = keepNanos > 0
                ? CompletableFuture.allOf(renewal, tenure.extending())
                        .handle((done, failure) -> true)
                        .thenCompose(over -> tenure.store.renew(key, tenure.holdId, Duration.ofNanos(keepNanos)))
                : tenure.store.release(key, tenure.holdId);
        if (!answer.isDone()) {
            gates.expect(answer, Duration.ZERO);
        }
        return gates.track(tenure.holdId, answer);
    }

    private void releaseAnswered(@Nullable Throwable failure) {
        decide(step -> state().releaseAnswered(failure, step));
    }
}
