package io.guarded.it.tx;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.LockName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Has nothing to do with transactions, but for those in which it is called. */
@ApplicationScoped
public class Plain {

    @Inject
    Rows rows;

    @Inject
    LockManager locks;

    /** Writes a row, and goes on when the transaction has timed out. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void outlive(String name) {
        rows.insertAndOutlive(name);
    }

    /** Tells whether the lock is held. */
    @Guarded(name = Guard.TEMPLATE, type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public boolean isHeld(String name) {
        return isHeldByAnybody(name);
    }

    /** Tells whether the lock is held, and is not guarded by it. */
    public boolean isHeldByAnybody(String name) {
        return locks.getOrCreate(LockName.of("row", name), Guarded.REDIS).isLocked();
    }
}
