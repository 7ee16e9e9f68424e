package io.guarded.it.ear.all;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.inject.Inject;

/** Has no annotation that would make it a bean. */
public class AllDoor {

    @Inject
    Gates gates;

    /** Waits inside the guard of this JVM. */
    @Guarded(name = "manager:threading:{name}", type = Guarded.THREADING, timeout = Guarded.IMMEDIATE)
    public void threading(String name) {
        gates.of(name).pass();
    }
}
