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
     * Lists who holds what, in all stores in use.
     *
     * @return one row for each hold, by its name and its id
     */
    TabularData getLocks();

    /**
     * Tells how the stores in use are.
     *
     * @return by the provider's type "UP", or what is wrong and what to do
     */
    Map<String, String> getStores();

    /**
     * Frees a lock. Its holder is told and goes on without it until it looks.
     *
     * @param name the lock's name as the table shows it
     * @param id the hold's id as the table shows it
     * @return true if that hold had the lock and has it no more
     */
    boolean forceRelease(String name, String id);
}
