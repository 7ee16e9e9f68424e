package io.guarded.core;

import io.guarded.LockHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Is a lock by its name. The definition can be replaced while nobody uses the name. */
final class StoreLock extends GuardingLock {

    private final Gates gates;
    private volatile Definition definition;

    StoreLock(Gates gates, Definition definition) {
        this.gates = gates;
        this.definition = definition;
    }

    Definition definition() {
        return definition;
    }

    void redefine(Definition newest) {
        definition = newest;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public String type() {
        return definition.store().type();
    }

    @Override
    Hold acquire(long waitNanos) {
        return gates.acquire(definition, waitNanos);
    }

    @Override
    CompletableFuture<LockHandle> acquireAsync(long waitNanos) {
        return AsyncWait.start(gates, definition, waitNanos);
    }

    @Override
    public boolean forceRelease(String id) {
        return gates.forceRelease(definition, Objects.requireNonNull(id, "id"));
    }

    @Override
    public boolean isLocked() {
        return gates.isHeld(definition);
    }
}
