package io.guarded.core;

import io.guarded.LockListener;
import io.guarded.spi.LockProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes lock managers.
 *
 * @since 1.0
 */
public final class LockManagers {

    private LockManagers() {}

    /**
     * Makes a manager without CDI: configured by system properties and environment variables, with the common pool as its
     * executor.
     *
     * @param providers the stores, at least one; the manager ends them
     * @return the manager, to be closed
     * @throws IllegalArgumentException if there is no provider, if two have one type, or if a configuration value is
     *     invalid
     */
    public static CloseableLockManager of(LockProvider... providers) {
        return builder().providers(Arrays.asList(providers)).build();
    }

    /**
     * Starts to make a manager with surroundings of its own.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Collects the surroundings of a manager. Use by one thread only.
     *
     * @since 1.0
     */
    public static final class Builder {

        private final List<LockProvider> providers = new ArrayList<>();
        private Function<String, Optional<String>> config = Environment::read;
        private BeanLookup beans = BeanLookup.NONE;
        private Executor executor = ForkJoinPool.commonPool();
        private final List<LockListener> listeners = new ArrayList<>();
        private @Nullable WaitTrace trace;
        private boolean isShown;

        private Builder() {}

        /**
         * Adds stores.
         *
         * @param more the providers; the manager ends them
         * @return this
         */
        public Builder providers(List<? extends LockProvider> more) {
            providers.addAll(more);
            return this;
        }

        /**
         * Sets where configuration comes from.
         *
         * @param lookup gives the value of a property
         * @return this
         */
        public Builder config(Function<String, Optional<String>> lookup) {
            config = lookup;
            return this;
        }

        /**
         * Sets where providers look for beans.
         *
         * @param lookup finds a bean
         * @return this
         */
        public Builder beans(BeanLookup lookup) {
            beans = lookup;
            return this;
        }

        /**
         * Sets what runs callbacks and continuations.
         *
         * @param pool the executor; the manager does not end it
         * @return this
         */
        public Builder executor(Executor pool) {
            executor = pool;
            return this;
        }

        /**
         * Adds listeners, who are told on the executor what happens.
         *
         * @param more the listeners
         * @return this
         */
        public Builder listeners(List<? extends LockListener> more) {
            listeners.addAll(more);
            return this;
        }

        /**
         * Sets who is told of long waits.
         *
         * @param told is told on the thread that has waited
         * @return this
         */
        public Builder trace(WaitTrace told) {
            trace = told;
            return this;
        }

        /**
         * Shows the manager in JMX until it is closed, as {@link LocksMBean} under a name of its own,
         * {@code io.guarded:type=LockManager,id=...}.
         *
         * @return this
         */
        public Builder jmx() {
            isShown = true;
            return this;
        }

        /**
         * Makes the manager. No store is contacted yet.
         *
         * @return the manager, to be closed
         * @throws IllegalArgumentException if there is no provider, if two have one type, or if a configuration value is
         *     invalid; the message names the property, and what else is invalid is suppressed
         */
        public CloseableLockManager build() {
            StoreLockManager made = StoreLockManager.start(
                    List.copyOf(providers), Settings.read(config), beans, executor, Listeners.of(listeners, trace));
            if (isShown) {
                made.show();
            }
            return made;
        }
    }
}
