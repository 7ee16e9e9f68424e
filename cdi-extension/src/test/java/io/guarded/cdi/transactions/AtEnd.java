package io.guarded.cdi.transactions;

import jakarta.transaction.Synchronization;

/** Does something when a transaction has ended, on whatever thread that is. */
record AtEnd(Runnable task) implements Synchronization {

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
        task.run();
    }
}
