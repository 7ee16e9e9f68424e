package io.guarded.core;

import io.guarded.LockInterruptedException;
import io.guarded.LockName;
import io.guarded.LockUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the gates of a manager, one for each key that is in use and for no other, and takes callers through them.
 *
 * <p>No two keys share a gate: with stripes, locks of different names would wait for each other.
 */
final class Gates {

    /** Between two slices of a wait, if the store does not wait itself. */
    private static final long PAUSE_NANOS = 50_000_000;

    private final ConcurrentHashMap<String, Gate> byKey = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, CompletableFuture<?>> releasing = new ConcurrentHashMap<>();
    private final Circles circles;
    private final Rules rules;
    private final Timer timer;
    private final Executor executor;
    private final Listeners listeners;
    private final LongHolds longHolds;
    private volatile boolean isClosed;

    Gates(Rules rules, Timer timer, Executor executor) {
        this(rules, timer, executor, Listeners.none());
    }

    Gates(Rules rules, Timer timer, Executor executor, Listeners listeners) {
        this(rules, timer, executor, listeners, new Circles());
    }

    Gates(Rules rules, Timer timer, Executor executor, Circles circles) {
        this(rules, timer, executor, Listeners.none(), circles);
    }

    private Gates(Rules rules, Timer timer, Executor executor, Listeners listeners, Circles circles) {
        this.rules = rules;
        this.timer = timer;
        this.executor = executor;
        this.listeners = listeners;
        this.longHolds = new LongHolds(rules.warnHold());
        this.circles = circles;
        listeners.tellOn(this);
    }

    /** Waits on the calling thread. */
    Handle acquire(Definition definition, long waitNanos) {
        return acquire(definition, waitNanos, newGate(definition.key()));
    }

    /**
     * Waits on the calling thread.
     *
     * @param spare a gate of that key that may be used if there is none now
     */
    Handle acquire(Definition definition, long waitNanos, Gate spare) {
        Thread caller = Thread.currentThread();
        if (caller.isInterrupted()) {
            LockInterruptedException interrupt = new LockInterruptedException(definition.name());
            listeners.interruptedBefore(definition, interrupt);
            throw interrupt;
        }
        Grant free = spare.takeNow(definition, caller);
        if (free != null) {
            listeners.acquired(free);
            Journal.acquired(free);
            return new Handle(free, caller, rules.storeTimeout());
        }
        Waiter waiter = Waiter.parking(definition, caller, waitNanos);
        Journal.asked(waiter);
        Grant grant;
        try {
            grant = await(waiter, enter(waiter));
        } catch (RuntimeException refusal) {
            Journal.refused(waiter, refusal);
            listeners.refused(waiter, refusal);
            listeners.waited(waiter, refusal);
            throw refusal;
        }
        Journal.acquired(grant, waiter);
        listeners.waited(waiter, null);
        return open(grant, caller);
    }

    Gate enter(Waiter waiter) {
        while (true) {
            Gate gate = gate(waiter.definition);
            if (gate.enter(waiter)) {
                return gate;
            }
        }
    }

    private Gate gate(Definition definition) {
        Gate known = byKey.get(definition.key());
        return known == null ? byKey.computeIfAbsent(definition.key(), key -> new Gate(this, key, true)) : known;
    }

    /** Makes a gate that nobody knows yet. */
    Gate newGate(String key) {
        return new Gate(this, key, false);
    }

    /** Makes a gate known; false if another is. Called under the gate's monitor. */
    boolean add(String key, Gate gate) {
        return byKey.putIfAbsent(key, gate) == null;
    }

    /** Waits on the calling thread until the waiter has its outcome. */
    Grant await(Waiter waiter, Gate gate) {
        Grant grant = waiter.granted();
        try {
            while (grant == null) {
                park(waiter, gate);
                grant = waiter.granted();
            }
            return grant;
        } finally {
            circles.leave(waiter);
        }
    }

    /** An interrupt that comes with the grant stays for the body to see. */
    private void park(Waiter waiter, Gate gate) {
        long now = System.nanoTime();
        if (Thread.currentThread().isInterrupted()) {
            if (gate.gaveUp(waiter)) {
                throw new LockInterruptedException(waiter.definition.name());
            }
        } else if (waiter.isWoken) {
            claim(waiter, gate);
        } else if (waiter.isUnlimited()) {
            parkUnlimited(waiter, gate, now);
        } else if (waiter.remainingPatience(now) > 0) {
            LockSupport.parkNanos(gate, waiter.remainingPatience(now));
            claim(waiter, gate);
        } else {
            gate.timedOut(waiter);
        }
    }

    /** Only a wait that takes long is worth the search for a circle; it is made once. */
    private void parkUnlimited(Waiter waiter, Gate gate, long now) {
        long early = circles.early(waiter, now);
        if (early > 0) {
            LockSupport.parkNanos(gate, early);
            claim(waiter, gate);
        } else if (circles.closesOne(waiter, gate) && gate.gaveUp(waiter)) {
            throw Circles.refusal(waiter);
        } else if (!waiter.isSettled() && !waiter.isWoken) {
            LockSupport.park(gate);
            claim(waiter, gate);
        }
    }

    /** It may have been woken to take what was left to it. */
    private static void claim(Waiter waiter, Gate gate) {
        if (!waiter.isSettled()) {
            gate.claim(waiter);
        }
    }

    /** The process may have been stopped since the grant, and a re-entered hold may have been lost long before. */
    Handle open(Grant grant, @Nullable Thread inside) {
        Handle handle = new Handle(grant, inside, rules.storeTimeout());
        if (!grant.isHeld()) {
            handle.close();
            // who only came to the end of the manager has lost nothing: nothing of theirs had begun
            throw isClosed ? closed(grant.definition.name()) : grant.lost();
        }
        return handle;
    }

    /** Asks the store whether anybody has the key. */
    boolean isHeld(Definition definition) {
        noticeEnd(byKey.get(definition.key()));
        return Answers.get(definition.store().isHeld(definition.key()), rules.storeTimeout(), definition.name());
    }

    boolean forceRelease(Definition definition, String id) {
        return new Force(this, definition.store(), definition.key(), definition.name()).release(id, Force.APPLICATION);
    }

    Listeners listeners() {
        return listeners;
    }

    LongHolds longHolds() {
        return longHolds;
    }

    Rules rules() {
        return rules;
    }

    Timer timer() {
        return timer;
    }

    boolean isClosed() {
        return isClosed;
    }

    static LockUnavailableException closed(String lockName) {
        return new LockUnavailableException(lockName, "its lock manager is closed, the application ends", null);
    }

    @Nullable
    Gate find(String key) {
        return byKey.get(key);
    }

    /** A hold that nothing watches is found to be over when somebody looks: one that has no lease, and that hangs. */
    void noticeEnds() {
        byKey.values().forEach(Gates::noticeEnd);
    }

    private static void noticeEnd(@Nullable Gate gate) {
        Grant holder = gate == null ? null : gate.holder();
        if (holder != null && !holder.isHeld()) {
            Journal.write(Level.DEBUG, () -> "a hold was over when the lock was asked for");
        }
    }

    List<Gate> all() {
        return List.copyOf(byKey.values());
    }

    void remove(String key, Gate gate) {
        byKey.remove(key, gate);
    }

    /** The provider promises an answer; a provider that breaks it must not stop the gate for ever. */
    void expect(CompletableFuture<?> answer, Duration wait) {
        long limit = wait.toNanos() + 2 * rules.storeTimeout().toNanos();
        ScheduledFuture<?> end = timer.schedule(() -> answer.cancel(false), limit, TimeUnit.NANOSECONDS);
        Answers.then(answer, (isYes, failure) -> end.cancel(false));
    }

    void pause(Runnable then) {
        pause(PAUSE_NANOS, then);
    }

    void pause(long nanos, Runnable then) {
        var unused = timer.schedule(then, nanos, TimeUnit.NANOSECONDS);
    }

    /** Remembers a release until it is answered, so that the end can wait for it. */
    CompletableFuture<Boolean> track(long holdId, CompletableFuture<Boolean> release) {
        if (!release.isDone()) {
            releasing.put(holdId, release);
            Answers.then(release, (wasHeld, failure) -> releasing.remove(holdId));
        }
        return release;
    }

    void execute(Runnable task) {
        if (!tryExecute(task)) {
            Journal.write(Level.WARNING, () -> "a callback of a lock was not run, or not to its end");
        }
    }

    /**
     * Runs a task, or says that the executor failed. A server's executor has ended when it refuses with an exception of its
     * choice or lacks its classes; what the lock does besides must not end with it.
     */
    boolean tryExecute(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RuntimeException | Error failure) {
            Journal.write(Level.DEBUG, () -> "the executor of the lock manager failed", failure);
            return false;
        }
    }

    /** Runs a task after a pause; false if the timer has ended. */
    boolean tryLater(Runnable task) {
        pause(task);
        return !timer.isShutdown();
    }

    /** Stops admitting, fails those who wait, releases what is held and waits for the store's answers. */
    void close() {
        isClosed = true;
        byKey.values().forEach(Gate::shutDown);
        CompletableFuture<?>[] open = releasing.values().toArray(CompletableFuture[]::new);
        Answers.await(
                CompletableFuture.allOf(open).handle((done, failure) -> null),
                rules.storeTimeout(),
                "of the closed manager");
        listeners.close();
        byKey.keySet()
                .forEach(key -> Journal.write(
                        Level.DEBUG, () -> "still known when the manager was closed: " + LockName.printable(key)));
    }
}
