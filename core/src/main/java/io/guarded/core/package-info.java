/**
 * The lock itself, the same for every store: names and keys, the gate in which the callers of this JVM queue, holds and
 * their loss, renewal, re-entrancy.
 *
 * <p>{@link io.guarded.core.LockManagers} makes a manager. Everything below it is reached through
 * {@link io.guarded.LockManager}; {@link io.guarded.core.Hold} is for those who put a guard around work that outlives a
 * call.
 */
@NullMarked
package io.guarded.core;

import org.jspecify.annotations.NullMarked;
