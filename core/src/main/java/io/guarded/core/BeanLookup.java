package io.guarded.core;

import java.util.Optional;

/**
 * Finds a bean of the application.
 *
 * @since 1.0
 */
public interface BeanLookup {

    /** Finds nothing: for a manager without CDI. */
    BeanLookup NONE = new BeanLookup() {
        @Override
        public <T> Optional<T> find(Class<T> type) {
            return Optional.empty();
        }
    };

    /**
     * Finds a bean.
     *
     * @param <T> the bean's type
     * @param type the bean's type
     * @return the bean; empty if there is none
     */
    <T> Optional<T> find(Class<T> type);
}
