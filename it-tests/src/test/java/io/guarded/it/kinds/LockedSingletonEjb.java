package io.guarded.it.kinds;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;

/** Has the container's own lock outside of the guard, as a singleton has that says nothing. */
@Singleton
public class LockedSingletonEjb {

    @Inject
    Gates gates;

    /** Waits inside both. */
    @Guarded(name = "locked:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void pass(String name) {
        gates.of(name).pass();
    }

    /** Waits inside the guard; the container lets in who reads. */
    @Lock(LockType.READ)
    @Guarded(name = "shared:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void read(String name) {
        gates.of(name).pass();
    }
}
