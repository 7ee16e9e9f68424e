package io.guarded.it.kinds;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;

/** Lets callers in at the same time, as far as the container goes. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class SingletonEjb {

    @Inject
    Gates gates;

    /** Waits inside the guard. */
    @Guarded(name = "singleton:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void pass(String name) {
        gates.of(name).pass();
    }
}
