package io.guarded.it.kinds;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the name of the gate at which the next run is to wait. */
@ApplicationScoped
public class Wishes {

    private final AtomicReference<String> gate = new AtomicReference<>();

    void put(String name) {
        gate.set(name);
    }

    String take() {
        return gate.getAndSet(null);
    }
}
