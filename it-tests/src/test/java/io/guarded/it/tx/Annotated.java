package io.guarded.it.tx;

import io.guarded.Guarded;
import io.guarded.LockManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Has an interceptor begin and end its transactions, inside of the guard. */
@ApplicationScoped
@Transactional
public class Annotated {

    @Inject
    Rows rows;

    @Inject
    LockManager locks;

    /** Writes a row. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void write(String name) {
        rows.insertAndWaitAtCommit(name);
    }

    /** Writes a row and fails. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void fail(String name) {
        rows.insertAndWaitAfterTheEnd(name);
        throw new IllegalStateException("own");
    }

    /** Writes a row and loses the lock. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void lose(String name) {
        rows.insert(name);
        Guard.lose(locks, name);
    }
}
