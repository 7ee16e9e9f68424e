package io.guarded.core;

import io.guarded.LockListener;
import io.guarded.LockManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Is a lock manager with its end in the hands of whoever made it.
 *
 * <p>Every handle that it gives is a {@link Hold}.
 *
 * @since 1.0
 */
public interface CloseableLockManager extends LockManager, AutoCloseable {

    /**
     * Counts who holds and who waits in this JVM now, for gauges. Asks no store.
     *
     * @return one entry for each guard whose locks are in use, one for each type of those by hand
     */
    List<Usage> usage();

    /**
     * Asks each store of which a lock was wanted whether it can be used, for a check of the application's health.
     *
     * @return by the provider's type what is wrong and what to do, without secrets; empty if the store answers
     */
    Map<String, Optional<String>> condition();

    /**
     * Frees a lock by the id of its hold, also one of another node that nobody here knows. It is logged as a warning, and
     * listeners are told {@link LockListener.Forced}.
     *
     * @param name the lock's name as {@link #locks()} lists it
     * @param id the hold's id as {@link #locks()} lists it
     * @param caller who wants it, for the log and the listeners
     * @return true if that hold had the lock and has it no more; false if it did not have it, so that nobody else's hold is
     *     freed by mistake
     * @throws io.guarded.LockUnavailableException if a store failed
     */
    boolean forceRelease(String name, String id, String caller);

    /**
     * Adds listeners to those with whom the manager was made. They are told what happens from now on, and as long as the
     * manager lives.
     *
     * @param more the listeners
     */
    void listen(List<? extends LockListener> more);

    /**
     * Ends the manager: admits nobody any more, fails those who wait with
     * {@link io.guarded.LockUnavailableException}, releases what is held (the holders find their hold lost) and ends the
     * providers. Idempotent.
     */
    @Override
    void close();
}
