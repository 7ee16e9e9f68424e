package io.guarded.core;

import io.guarded.LockManager;

/**
 * Is a lock manager with its end in the hands of whoever made it.
 *
 * <p>Every handle that it gives is a {@link Hold}.
 *
 * @since 1.0
 */
public interface CloseableLockManager extends LockManager, AutoCloseable {

    /**
     * Ends the manager: admits nobody any more, fails those who wait with
     * {@link io.guarded.LockUnavailableException}, releases what is held (the holders find their hold lost) and ends the
     * providers. Idempotent.
     */
    @Override
    void close();
}
