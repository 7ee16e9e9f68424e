package io.guarded.core;

import io.guarded.LockHandle;
import io.guarded.LockSpec;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Is a lock by its name. What it means can be replaced while nobody uses the name. */
final class StoreLock extends GuardingLock {

    private final Gates gates;
    private volatile Meaning meaning;

    /** Used again and again, so that a lock that is often taken does not make a gate each time. */
    private volatile Gate spare;

    StoreLock(Gates gates, Definition definition) {
        this(gates, definition, null);
    }

    /** @param spec what it was asked for by, null if that is not known */
    StoreLock(Gates gates, Definition definition, @Nullable LockSpec spec) {
        this.gates = gates;
        this.meaning = new Meaning(definition, spec);
        this.spare = gates.newGate(definition.key());
    }

    Definition definition() {
        return meaning.definition;
    }

    /** Whether it is what this specification says: resolved once, that stays the same for as long as the manager. */
    boolean is(LockSpec spec) {
        LockSpec known = meaning.spec;
        return known != null && known.equals(spec);
    }

    void redefine(Definition newest, LockSpec spec) {
        if (!newest.key().equals(definition().key())) {
            spare = gates.newGate(newest.key());
        }
        meaning = new Meaning(newest, spec);
    }

    @Override
    public String name() {
        return definition().name();
    }

    @Override
    public String type() {
        return definition().store().type();
    }

    @Override
    Hold acquire(long waitNanos) {
        Definition now = definition();
        Gate gate = spare;
        return gate.isOf(now.key()) ? gates.acquire(now, waitNanos, gate) : gates.acquire(now, waitNanos);
    }

    @Override
    CompletableFuture<LockHandle> acquireAsync(long waitNanos) {
        return AsyncWait.start(gates, definition(), waitNanos);
    }

    @Override
    public boolean forceRelease(String id) {
        return gates.forceRelease(definition(), Objects.requireNonNull(id, "id"));
    }

    @Override
    public boolean isLocked() {
        return gates.isHeld(definition());
    }

    private record Meaning(Definition definition, @Nullable LockSpec spec) {}
}
