package io.guarded.it.kinds;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Is called by its business interface. */
@Stateless
public class CounterEjb implements Counter {

    @Inject
    Gates gates;

    /** Waits inside the guard. */
    @Override
    @Guarded(name = "local:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void pass(String name) {
        gates.of(name).pass();
    }
}
