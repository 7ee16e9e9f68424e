package io.guarded.it.app;

import io.guarded.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Is guarded as a CDI bean. */
@ApplicationScoped
public class GuardedBean {

    @Inject
    Gates gates;

    /** Waits inside the guard of this JVM. */
    @Guarded(name = "cdi:threading:{name}", type = Guarded.THREADING, timeout = Guarded.IMMEDIATE)
    public void threading(String name) {
        gates.of(name).pass();
    }

    /** Waits inside the guard of Redis. */
    @Guarded(name = "cdi:redis:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void redis(String name) {
        gates.of(name).pass();
    }
}
