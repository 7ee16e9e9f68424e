package io.guarded.it.tx;

import io.guarded.Guarded;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;

/** Begins and ends its transactions itself, inside of all interceptors. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class BeanManaged {

    /** The body has to begin before. */
    private static final int TIMEOUT_SECONDS = 4;

    @Resource
    UserTransaction transaction;

    @Inject
    Rows rows;

    @Inject
    Plain plain;

    /** Writes a row. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void write(String name) throws Exception {
        transaction.begin();
        rows.insertAndWaitAtCommit(name);
        transaction.commit();
    }

    /** Begins a transaction that times out while a guarded call is in it. */
    public void outlive(String name) throws Exception {
        transaction.setTransactionTimeout(TIMEOUT_SECONDS);
        transaction.begin();
        try {
            plain.outlive(name);
        } finally {
            transaction.setTransactionTimeout(0);
            transaction.rollback();
        }
    }

    /** Makes a guarded call in a transaction that is to roll back. Tells whether the lock was held in it and after it. */
    public String mark(String name) throws Exception {
        transaction.begin();
        try {
            transaction.setRollbackOnly();
            return plain.isHeld(name) + ", " + plain.isHeldByAnybody(name);
        } finally {
            transaction.rollback();
        }
    }
}
