package io.guarded.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Is what a manager offers to its providers. Safe for use by many threads.
 *
 * @since 1.0
 */
public interface ProviderContext {

    /**
     * Reads a configuration value.
     *
     * @param property the property's name, such as {@code guarded.redis.url}
     * @return the value; empty if it is not set or blank
     */
    Optional<String> config(String property);

    /**
     * Looks a bean of the application up.
     *
     * @param <T> the bean's type
     * @param type the bean's type
     * @return the bean; empty if there is none, or if the manager runs without CDI
     */
    <T> Optional<T> bean(Class<T> type);

    /**
     * Says how long the store may take for an answer before it counts as unavailable.
     *
     * @return the time, {@code guarded.store-timeout} in the configuration
     */
    Duration storeTimeout();

    /**
     * Gives the manager's timer: one thread, for short tasks that do not block.
     *
     * @return the timer, which the manager ends
     */
    ScheduledExecutorService timer();

    /**
     * Gives the manager's executor, for work that may take time.
     *
     * @return the executor, which the provider does not end
     */
    Executor executor();
}
