package io.guarded.cdi.transactions;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Does something just before the database commits or rolls back. */
record Watched(XAResource resource, Runnable atEnd) implements XAResource {

    @Override
    public void commit(Xid id, boolean isOnePhase) throws XAException {
        atEnd.run();
        resource.commit(id, isOnePhase);
    }

    @Override
    public void rollback(Xid id) throws XAException {
        atEnd.run();
        resource.rollback(id);
    }

    @Override
    public int prepare(Xid id) throws XAException {
        return resource.prepare(id);
    }

    @Override
    public void start(Xid id, int flags) throws XAException {
        resource.start(id, flags);
    }

    @Override
    public void end(Xid id, int flags) throws XAException {
        resource.end(id, flags);
    }

    @Override
    public void forget(Xid id) throws XAException {
        resource.forget(id);
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return resource.recover(flag);
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return resource.isSameRM(other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return resource.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return resource.setTransactionTimeout(seconds);
    }
}
