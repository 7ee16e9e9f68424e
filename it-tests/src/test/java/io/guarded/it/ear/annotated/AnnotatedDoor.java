package io.guarded.it.ear.annotated;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Is a bean by its scope. */
@ApplicationScoped
public class AnnotatedDoor {

    @Inject
    Gates gates;

    /** Waits inside the guard of this JVM. */
    @Guarded(name = "manager:threading:{name}", type = Guarded.THREADING, timeout = Guarded.IMMEDIATE)
    public void threading(String name) {
        gates.of(name).pass();
    }
}
