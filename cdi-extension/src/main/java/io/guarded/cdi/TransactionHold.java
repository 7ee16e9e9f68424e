package io.guarded.cdi;

import io.guarded.LockLostException;
import io.guarded.LockName;
import io.guarded.cdi.TransactionHolds.Place;
import io.guarded.core.Hold;
import jakarta.transaction.Synchronization;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Is a transaction's share in a hold: looks at it before the commit, and gives it back after the transaction has ended, on
 * whatever thread that is. The lock is free when the work and the transaction have both given back theirs.
 */
final class TransactionHold implements Synchronization {

    private static final Logger LOG = System.getLogger(TransactionHold.class.getPackageName());

    /** The transaction and the lock. */
    final Place place;

    /** The thread that came last, and the lock. Guarded by this. */
    Place last;

    /** Guarded by this. */
    boolean isOver;

    private final Hold share;
    private final Runnable refusal;
    private final Consumer<TransactionHold> whenOver;
    private final Thread beginner = Thread.currentThread();
    private volatile boolean isCheckedAtCommit;

    /**
     * @param refusal prevents the commit; runs on the committing thread
     * @param whenOver runs when the transaction has ended, perhaps more than once
     */
    TransactionHold(Place place, Hold share, Runnable refusal, Consumer<TransactionHold> whenOver) {
        this.place = place;
        this.last = place.ofThisThread();
        this.share = share;
        this.refusal = refusal;
        this.whenOver = whenOver;
    }

    void checkAtCommit() {
        isCheckedAtCommit = true;
    }

    /**
     * Lets the calling thread re-enter; there is nothing to enter if the transaction was ended by another thread.
     *
     * @throws LockLostException if the hold was lost
     */
    Hold.Stay enter() {
        try {
            return share.enter();
        } catch (IllegalStateException closed) {
            return () -> {};
        }
    }

    @Override
    public void beforeCompletion() {
        if (isCheckedAtCommit && !share.isHeld()) {
            refusal.run();
            LOG.log(
                    Level.WARNING,
                    () -> "a transaction that has lost lock \"" + LockName.printable(place.lockName())
                            + "\" is rolled back");
        }
    }

    @Override
    public void afterCompletion(int status) {
        end();
    }

    /** Idempotent. Who has acquired finds the lock free when the call returns; others, as a reaper, do not wait for a store. */
    void end() {
        whenOver.accept(this);
        if (Thread.currentThread() == beginner) {
            share.close();
        } else {
            var unused = share.release().whenComplete((done, problem) -> log(problem));
        }
    }

    /** A loss was logged when it was noticed. */
    private static void log(@Nullable Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (cause != null && !(cause instanceof LockLostException)) {
            LOG.log(Level.WARNING, "the lock was not released cleanly; its lease frees it", cause);
        }
    }
}
