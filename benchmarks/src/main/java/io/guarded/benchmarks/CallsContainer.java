package io.guarded.benchmarks;

import io.guarded.cdi.GuardedExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Starts Weld with the beans that are called. */
public final class CallsContainer {

    private CallsContainer() {}

    /**
     * Starts a container.
     *
     * @return the container, to be closed
     */
    public static SeContainer start() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new GuardedExtension())
                .addBeanClasses(Calls.class, Nothing.class, NothingInterceptor.class)
                .enableInterceptors(NothingInterceptor.class)
                .initialize();
    }
}
