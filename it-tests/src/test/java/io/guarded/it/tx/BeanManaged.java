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

    @Resource
    UserTransaction transaction;

    @Inject
    Rows rows;

    /** Writes a row. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void write(String name) throws Exception {
        transaction.begin();
        rows.insertAndWaitAtCommit(name);
        transaction.commit();
    }
}
