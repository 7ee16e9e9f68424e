package io.guarded.core;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.NamedLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Is a lock by its name. The definition can be replaced while nobody uses the name. */
final class StoreLock implements NamedLock {

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
    public LockHandle acquire() {
        return gates.acquire(definition, WaitTime.UNLIMITED);
    }

    @Override
    public LockHandle acquire(Duration wait) {
        return gates.acquire(definition, WaitTime.nanos(wait));
    }

    @Override
    public Optional<LockHandle> tryAcquire() {
        try {
            return Optional.of(gates.acquire(definition, 0));
        } catch (LockBusyException busy) {
            return Optional.empty();
        }
    }

    @Override
    public CompletableFuture<LockHandle> acquireAsync(Duration wait) {
        return AsyncWait.start(gates, definition, WaitTime.nanos(wait));
    }

    @Override
    public boolean isLocked() {
        return gates.isHeld(definition);
    }

    @Override
    public void run(Duration wait, Runnable body) {
        Hold hold = gates.acquire(definition, WaitTime.nanos(wait));
        try {
            body.run();
        } catch (Throwable failure) {
            hold.finish(failure);
            throw failure;
        }
        hold.finish();
    }

    @Override
    public <T> T call(Duration wait, Callable<T> body) throws Exception {
        Hold hold = gates.acquire(definition, WaitTime.nanos(wait));
        T result;
        try {
            result = body.call();
        } catch (Throwable failure) {
            hold.finish(failure);
            throw failure;
        }
        hold.finish();
        return result;
    }
}
