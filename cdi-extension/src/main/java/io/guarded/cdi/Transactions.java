package io.guarded.cdi;

import io.guarded.Guarded.OnLost;
import io.guarded.core.Hold;
import java.util.function.Supplier;

/** The transactions of the server, as far as guards have to do with them. Safe for use by many threads. */
interface Transactions {

    /** Tells whether there can be any. */
    boolean arePossible();

    /**
     * Acquires a lock for a call. If a transaction is active it keeps the lock until it has ended, too, and other calls in it
     * re-enter.
     *
     * @throws IllegalStateException if another transaction of this thread keeps the lock, which cannot end before the call does
     */
    Hold acquire(String lockName, OnLost onLost, Supplier<Hold> acquisition);

    /**
     * Has the transaction that is active now look at the hold before its commit and roll back if it was lost.
     *
     * @param refusal runs when it refuses to commit
     */
    void checkAtCommit(Hold hold, Runnable refusal);

    /** Is what there is without Jakarta Transactions. */
    final class None implements Transactions {

        @Override
        public boolean arePossible() {
            return false;
        }

        @Override
        public Hold acquire(String lockName, OnLost onLost, Supplier<Hold> acquisition) {
            return acquisition.get();
        }

        @Override
        public void checkAtCommit(Hold hold, Runnable refusal) {}
    }
}
