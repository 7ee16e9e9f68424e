package io.guarded.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Makes a test's own store a bean, as it is: without a proxy, so that the test sees the very instance. */
@ApplicationScoped
public class Stores {

    private static volatile MemoryProvider current = new MemoryProvider();

    /** Sets the store for the next deployment. */
    public static void use(MemoryProvider store) {
        current = store;
    }

    @Produces
    MemoryProvider store() {
        return current;
    }
}
