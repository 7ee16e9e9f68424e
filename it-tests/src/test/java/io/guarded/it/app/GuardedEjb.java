package io.guarded.it.app;

import io.guarded.Guarded;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Is guarded as an EJB. */
@Stateless
public class GuardedEjb {

    @Inject
    Gates gates;

    /** Waits inside the guard of this JVM. */
    @Guarded(name = "ejb:threading:{name}", type = Guarded.THREADING, timeout = Guarded.IMMEDIATE)
    public void threading(String name) {
        gates.of(name).pass();
    }

    /** Fails by itself. */
    public void fail() {
        throw new IllegalStateException("the test wants this");
    }

    /** Waits inside the guard of Redis. */
    @Guarded(name = "ejb:redis:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void redis(String name) {
        gates.of(name).pass();
    }
}
