package io.guarded.core;

import java.util.Map;
import javax.management.openmbean.TabularData;

/**
 * Is what JMX shows of a manager.
 *
 * @since 1.0
 */
public interface LocksMBean {

    /**
     * Tells how the stores in use are.
     *
     * @return by the provider's type "UP", or what is wrong and what to do
     */
    Map<String, String> getStores();

    /**
     * Lists who holds what, in all stores in use. No attribute: those are read again and again by whoever collects them, and
     * this searches the stores.
     *
     * @return one row for each hold, by its name and its id
     * @throws IllegalStateException if a store failed
     */
    TabularData locks();

    /**
     * Frees a lock. Its holder is told and goes on without it until it looks.
     *
     * @param name the lock's name as the table shows it
     * @param id the hold's id as the table shows it
     * @return true if that hold had the lock and has it no more
     * @throws IllegalStateException if the store failed, so that nobody knows
     */
    boolean forceRelease(String name, String id);
}
