/**
 * Locks under faults: workers in JVMs of their own take locks and write to a resource while a nemesis ends, stops and cuts what
 * they need; a checker reads what they did.
 */
@NullMarked
package io.guarded.it.faults;

import org.jspecify.annotations.NullMarked;
