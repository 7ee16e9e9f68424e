package io.guarded.core;

import io.guarded.LockHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Is a lock by its name. The definition can be replaced while nobody uses the name. */
final class StoreLock extends GuardingLock {

    private final Gates gates;
    private volatile Definition definition;

    /** Used again and again, so that a lock that is often taken does not make a gate each time. */
    private volatile Gate spare;

    StoreLock(Gates gates, Definition definition) {
        this.gates = gates;
        this.definition = definition;
        this.spare = gates.newGate(definition.key());
    }

    Definition definition() {
        return definition;
    }

    void redefine(Definition newest) {
        if (!newest.key().equals(definition.key())) {
            spare = gates.newGate(newest.key());
        }
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
        Definition now = definition;
        Gate gate = spare;
        return gate.isOf(now.key()) ? gates.acquire(now, waitNanos, gate) : gates.acquire(now, waitNanos);
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
