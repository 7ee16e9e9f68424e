package io.guarded.cdi;

import io.guarded.Guarded.OnLost;
import io.guarded.LockName;
import io.guarded.cdi.TransactionHolds.Place;
import io.guarded.core.Hold;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has holds last as long as the transactions that need them. */
final class JtaTransactions implements Transactions {

    private final TransactionHolds holds = new TransactionHolds();
    private final TransactionSynchronizationRegistry registry;

    JtaTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public boolean arePossible() {
        return true;
    }

    @Override
    public Hold acquire(String lockName, OnLost onLost, Supplier<Hold> acquisition) {
        Place place = current(lockName);
        TransactionHold kept = place == null ? null : holds.at(place);
        if (kept != null) {
            check(kept, onLost);
            return reenter(kept, acquisition);
        }
        if (holds.at(new Place(Thread.currentThread(), lockName)) != null) {
            throw new IllegalStateException("lock \"" + LockName.printable(lockName)
                    + "\" is kept by another transaction of this thread, which cannot end before this call does; to wait for"
                    + " it would be to wait for oneself. Call in that transaction, or guard by another name");
        }
        Hold hold = acquisition.get();
        if (place != null) {
            keep(place, hold, onLost);
        }
        return hold;
    }

    /** The thread comes inside for a moment, so that it re-enters by the rules of all locks, with a handle of its own. */
    private Hold reenter(TransactionHold kept, Supplier<Hold> acquisition) {
        holds.come(kept);
        try (Hold.Stay stay = kept.enter()) {
            return acquisition.get();
        }
    }

    private void keep(Place place, Hold hold, OnLost onLost) {
        try {
            TransactionHold kept = new TransactionHold(place, hold.share(), registry::setRollbackOnly, holds::end);
            check(kept, onLost);
            holds.come(kept);
            register(kept);
        } catch (RuntimeException | Error failure) {
            hold.finish(failure);
            throw failure;
        }
    }

    private static void check(TransactionHold kept, OnLost onLost) {
        if (onLost != OnLost.SIGNAL) {
            kept.checkAtCommit();
        }
    }

    @Override
    public void checkAtCommit(Hold hold, Runnable refusal) {
        Place place = current(hold.lockName());
        if (place == null || holds.at(place) != null) {
            return;
        }
        Runnable rollback = () -> {
            refusal.run();
            registry.setRollbackOnly();
        };
        TransactionHold check = new TransactionHold(place, hold.share(), rollback, over -> {});
        check.checkAtCommit();
        register(check);
    }

    /** Has the transaction end its share. One that is marked for rollback may refuse; then only the work keeps the lock. */
    private void register(TransactionHold kept) {
        try {
            registry.registerInterposedSynchronization(kept);
        } catch (RuntimeException refused) {
            kept.end();
            if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
                throw new IllegalStateException(
                        "the transaction does not let the lock last until its end; call earlier in it", refused);
            }
            return;
        }
        int status = registry.getTransactionStatus();
        if (isOver(status) || status == Status.STATUS_MARKED_ROLLBACK) {
            // ended by a reaper while it was registered: it may not have heard of it. One that is to roll back does not
            // hear of it on WildFly, which takes the synchronization all the same
            kept.end();
        }
    }

    private static boolean isOver(int status) {
        return status == Status.STATUS_NO_TRANSACTION
                || status == Status.STATUS_COMMITTED
                || status == Status.STATUS_ROLLING_BACK
                || status == Status.STATUS_ROLLEDBACK;
    }

    /** Gives the place of a lock in the transaction that is active, null if none is. */
    private @Nullable Place current(String lockName) {
        int status = registry.getTransactionStatus();
        boolean isActive = status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
        Object transaction = isActive ? registry.getTransactionKey() : null;
        return transaction == null ? null : new Place(transaction, lockName);
    }
}
