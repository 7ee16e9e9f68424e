package io.guarded.it.ear.ejb;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Is guarded in the module of EJBs, and called from the web modules. */
@Stateless
public class DoorEjb {

    @Inject
    Gates gates;

    /** Waits inside the guard of this JVM. */
    @Guarded(name = "manager:threading:{name}", type = Guarded.THREADING, timeout = Guarded.IMMEDIATE)
    public void threading(String name) {
        gates.of(name).pass();
    }

    /** Waits inside the guard of Redis. */
    @Guarded(name = "manager:redis:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void redis(String name) {
        gates.of(name).pass();
    }
}
