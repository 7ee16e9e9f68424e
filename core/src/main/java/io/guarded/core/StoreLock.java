package io.guarded.core;

import io.guarded.LockHandle;
import io.guarded.LockSpec;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Is a lock by its name. What it means can be replaced while nobody uses the name. */
final class StoreLock extends GuardingLock {

    private final Gates gates;
    private volatile Definition definition;

    /** What it was last asked for by, null for a lock that was made apart, or only found while its name was in use. */
    private volatile @Nullable Resolved resolved;

    /** Used again and again, so that a lock that is often taken does not make a gate each time. */
    private volatile Gate spare;

    StoreLock(Gates gates, Definition definition) {
        this.gates = gates;
        this.definition = definition;
        this.spare = gates.newGate(definition.key());
    }

    /** @param spec what it was asked for by */
    StoreLock(Gates gates, Definition definition, LockSpec spec) {
        this(gates, definition);
        this.resolved = new Resolved(spec, definition);
    }

    Definition definition() {
        return definition;
    }

    /** Whether it is what this specification says: resolved once, that stays the same for as long as the manager. */
    boolean is(LockSpec spec) {
        Resolved known = resolved;
        // another may have given it a meaning of its own meanwhile
        return known != null && known.definition.equals(definition) && known.spec.equals(spec);
    }

    /** Whether anybody has said what it is to be. */
    boolean isAskedFor() {
        return resolved != null;
    }

    synchronized void redefine(Definition newest, LockSpec spec) {
        define(newest);
        resolved = new Resolved(spec, newest);
    }

    /** What is in use by its name is what it is, unless somebody has said so. */
    synchronized void found(Definition inUse) {
        if (!isAskedFor()) {
            define(inUse);
        }
    }

    private void define(Definition newest) {
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

    private record Resolved(LockSpec spec, Definition definition) {}
}
