package io.guarded.it.tx;

import io.guarded.Guarded;
import io.guarded.LockManager;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Has the container begin and end its transactions, around all interceptors. */
@Stateless
public class ContainerManaged {

    @Inject
    Rows rows;

    @Inject
    LockManager locks;

    /** Writes a row. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void write(String name) {
        rows.insertAndWaitAtCommit(name);
    }

    /** Writes a row, and lets the caller's transaction commit it. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void insert(String name) {
        rows.insert(name);
    }

    /** Writes a row and loses the lock. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void lose(String name) {
        rows.insert(name);
        Guard.lose(locks, name);
    }

    /** Counts as soon as nobody writes. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = 60)
    public int count(String name) {
        return rows.count(name);
    }

    /** Needs a transaction of its own. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = 60)
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int countApart(String name) {
        return rows.count(name);
    }
}
