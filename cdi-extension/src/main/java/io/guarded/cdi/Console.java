package io.guarded.cdi;

import io.guarded.core.CloseableLockManager;

/**
 * Is what operators may see and free, if the application wants that. Internal: public for io.guarded.rest.
 *
 * @param role whoever has it may
 * @param manager the deployment's
 * @param waits how long callers have waited
 */
public record Console(String role, CloseableLockManager manager, WaitTimes waits) {}
