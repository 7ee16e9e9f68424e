package io.guarded.it.kinds;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.ejb.Remove;
import jakarta.ejb.Stateful;
import jakarta.inject.Inject;

/** Is one for each caller, and guarded for all of them. */
@Stateful
@Guarded(name = "stateful:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
public class StatefulEjb {

    @Inject
    Gates gates;

    /** Waits inside the guard. */
    public void pass(String name) {
        gates.of(name).pass();
    }

    /** Waits inside the guard, and is no more. */
    @Remove
    public void remove(String name) {
        gates.of(name).pass();
    }
}
