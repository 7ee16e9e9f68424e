package io.guarded.cdi.transactions;

import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import java.util.function.Supplier;

/** Looks at something on the committing thread just before the commit. */
final class Probe<T> implements Synchronization {

    private final Supplier<T> look;
    private volatile T seen;

    private Probe(Supplier<T> look) {
        this.look = look;
    }

    static <T> Probe<T> atCommit(TransactionManager transactions, Supplier<T> look) throws Exception {
        Probe<T> probe = new Probe<>(look);
        transactions.getTransaction().registerSynchronization(probe);
        return probe;
    }

    T seen() {
        return seen;
    }

    @Override
    public void beforeCompletion() {
        seen = look.get();
    }

    @Override
    public void afterCompletion(int status) {}
}
