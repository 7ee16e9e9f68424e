package io.guarded.core;

import io.guarded.LockException;
import io.guarded.LockLostException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Is one acquisition: held, then either released or lost, once and for good. Re-entered handles share it.
 *
 * <p>Loss is decided by the clock at the moment of asking, so that a process which was stopped finds it at its first look; a
 * timer only tells those who do not ask. The gate is always called outside this monitor.
 */
final class Grant {

    private enum State {
        HELD,
        RELEASED,
        LOST
    }

    private final Gate gate;
    final Tenure tenure;
    final Definition definition;

    /** 0 if the lock is not fenced. */
    final long token;

    /** How often the store's hold had been passed on before. */
    final int turn;

    private final long grantedAt;

    private final long maxHoldNanos;

    /** In place of the above once the hold was extended, else zero: not set by those that never are, which would cost time. */
    private volatile long extendedNanos;

    /** Guarded by this, like all below. */
    private final Insiders inside;

    private State state = State.HELD;

    private boolean isWarnedOf;
    private int handles = 1;
    private String lostBecause = "";

    /** The shared empty list until somebody registers: most never have one. */
    private List<Runnable> callbacks = List.of();

    Grant(Gate gate, Tenure tenure, Definition definition, long token, @Nullable Thread inside, long grantedAt) {
        this.gate = gate;
        this.tenure = tenure;
        this.definition = definition;
        this.token = token;
        this.turn = tenure.handoffs;
        this.inside = new Insiders(inside);
        this.grantedAt = grantedAt;
        this.maxHoldNanos = WaitTime.saturated(definition.maxHold());
    }

    /** Whether the store was not asked, because another caller has left it. */
    boolean isHandedOff() {
        return turn > 0;
    }

    long grantedAt() {
        return grantedAt;
    }

    /** By the wall clock, for people. */
    Instant since() {
        return Instant.now().minusNanos(System.nanoTime() - grantedAt);
    }

    synchronized boolean isInside(@Nullable Thread thread) {
        return thread != null && inside.contains(thread);
    }

    @Nullable
    synchronized Thread inside() {
        return inside.any();
    }

    synchronized void enter(Thread thread) {
        inside.add(thread);
    }

    synchronized void leave(Thread thread) {
        inside.remove(thread);
    }

    /** Whether a handle is still to be closed. */
    synchronized boolean isOpen() {
        return handles > 0;
    }

    /** Adds a handle for a thread inside; false if it is not, such as in a hold that ended meanwhile. */
    synchronized boolean reenter(@Nullable Thread thread) {
        if (handles == 0 || !isInside(thread)) {
            return false;
        }
        handles++;
        enter(Objects.requireNonNull(thread));
        return true;
    }

    /** Adds a handle that no thread is inside by; false if the last one was closed. */
    synchronized boolean share() {
        if (handles == 0) {
            return false;
        }
        handles++;
        return true;
    }

    boolean isHeld() {
        if (isOver(System.nanoTime())) {
            lose("its time was over");
        }
        return isIn(State.HELD);
    }

    long remaining(long now) {
        if (!isIn(State.HELD)) {
            return 0;
        }
        return Math.min(tenure.remaining(now), Math.max(0, longest() - (now - grantedAt)));
    }

    /** Whether it was lost, though the gate may not have been told yet: whoever found that may be slow. */
    boolean isLost(long now) {
        return isIn(State.LOST) || isOver(now);
    }

    /** The store's lease or the longest time that anybody may hold. */
    boolean isOver(long now) {
        return tenure.isOver(now) || now - grantedAt >= longest();
    }

    /** How long anybody may hold, from the grant on. */
    private long longest() {
        long extended = extendedNanos;
        return extended == 0 ? maxHoldNanos : extended;
    }

    /** Whether nobody was warned yet that it lasts long. */
    synchronized boolean isFirstWarning() {
        boolean isFirst = !isWarnedOf;
        isWarnedOf = true;
        return isFirst;
    }

    /** How long the key has still to be kept if the work ends now, negative or zero if it need not. */
    long keptFor(long now) {
        return definition.atLeast().isZero() ? 0 : WaitTime.saturated(definition.atLeast()) - (now - grantedAt);
    }

    /**
     * A fixed lease is set anew in the store; a renewed one may go on for longer than the longest hold.
     *
     * @return false if the hold is over
     */
    boolean extend(Duration time, Duration patience) {
        long now = System.nanoTime();
        if (tenure.isRenewed) {
            extendedNanos = WaitTime.sum(now - grantedAt, time.toNanos());
        } else {
            renew(time, now, patience);
        }
        boolean isHeld = isHeld();
        tenure.lookAgain();
        return isHeld;
    }

    private void renew(Duration time, long now, Duration patience) {
        if (!Answers.get(tenure.extend(time, now), patience, definition.name())) {
            lose("the store does not know it any more");
        }
    }

    LockLostException lost() {
        synchronized (this) {
            return new LockLostException(definition.name(), lostBecause);
        }
    }

    void lose(String reason) {
        List<Runnable> told;
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            state = State.LOST;
            lostBecause = reason;
            told = callbacks;
            callbacks = List.of();
        }
        // first: a store in this JVM gives the lock to the next one at once
        told.forEach(gate::execute);
        gate.lost(this);
        gate.listeners().lost(this, reason);
        Journal.write(Level.WARNING, () -> Journal.about(definition) + " was lost: " + reason);
    }

    void onLost(Runnable callback) {
        boolean isHeld = isHeld();
        synchronized (this) {
            if (state == State.HELD) {
                if (callbacks.isEmpty()) {
                    callbacks = new ArrayList<>();
                }
                callbacks.add(callback);
            }
            isHeld = state == State.HELD;
            if (!isHeld && state == State.RELEASED) {
                return;
            }
        }
        if (isHeld) {
            gate.watchEnd(this);
        } else {
            gate.execute(callback);
        }
    }

    /** Takes a callback back; it may be on its way, or never have come. The last comes first: calls nest. */
    synchronized void forget(LossCall callback) {
        for (int i = callbacks.size() - 1; i >= 0; i--) {
            if (callbacks.get(i) == callback) {
                callbacks.remove(i);
                return;
            }
        }
    }

    /**
     * Ends one handle, and with the last one the acquisition.
     *
     * @param left the thread that is inside because of this handle, null if there is none
     */
    CompletableFuture<@Nullable LockException> exit(@Nullable Thread left) {
        long now = System.nanoTime();
        if (isOver(now)) {
            lose("its time was over");
        }
        boolean isHeld;
        boolean isLast;
        synchronized (this) {
            if (left != null) {
                inside.remove(left);
            }
            handles--;
            isLast = handles == 0;
            if (isLast && state == State.HELD) {
                state = State.RELEASED;
                callbacks = List.of();
            }
            isHeld = state != State.LOST;
        }
        if (!isLast) {
            return isHeld ? Answers.NONE : Answers.problem(lost());
        }
        if (isHeld) {
            CompletableFuture<@Nullable LockException> answer = gate.listeners().ended(this, now, gate.release(this));
            Journal.ended(this, now, answer);
            gate.longHolds().ended(this, now);
            return answer;
        }
        gate.closeLost(this);
        return Answers.problem(lost());
    }

    private synchronized boolean isIn(State expected) {
        return state == expected;
    }
}
