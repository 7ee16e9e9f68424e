package io.guarded.core;

import io.guarded.spi.ProviderContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** What a manager offers to its providers. */
record Surroundings(Settings settings, BeanLookup beans, ScheduledExecutorService timer, Executor executor)
        implements ProviderContext {

    @Override
    public Optional<String> config(String property) {
        return settings.lookup().apply(property);
    }

    @Override
    public <T> Optional<T> bean(Class<T> type) {
        return beans.find(type);
    }

    @Override
    public Duration storeTimeout() {
        return settings.storeTimeout();
    }
}
