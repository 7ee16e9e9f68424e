package io.guarded.cdi;

import io.guarded.LockHandle;
import io.guarded.core.Hold;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes a hold of a handle that is not core's: of an application's own manager. The handle decides who re-enters; it has no
 * stays, and its close waits for the store.
 */
final class PlainHold implements Hold {

    private final LockHandle handle;
    private final AtomicBoolean isEnded = new AtomicBoolean();

    /** How many share the handle; the last one closes it. */
    private final AtomicInteger shares;

    private PlainHold(LockHandle handle, AtomicInteger shares) {
        this.handle = handle;
        this.shares = shares;
    }

    static Hold of(LockHandle handle) {
        return handle instanceof Hold hold ? hold : new PlainHold(handle, new AtomicInteger(1));
    }

    @Override
    public Hold share() {
        if (isEnded.get() || shares.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new IllegalStateException("the handle is closed; acquire it again");
        }
        return new PlainHold(handle, shares);
    }

    @Override
    public Stay enter() {
        handle.ensureHeld();
        return () -> {};
    }

    @Override
    public void leave() {}

    @Override
    public CompletableFuture<Void> release() {
        try {
            finish();
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException problem) {
            return CompletableFuture.failedFuture(problem);
        }
    }

    @Override
    public void finish() {
        if (isEnded.compareAndSet(false, true)) {
            try {
                handle.ensureHeld();
            } finally {
                leaveShare();
            }
        }
    }

    @Override
    public void finish(Throwable failure) {
        try {
            finish();
        } catch (RuntimeException problem) {
            failure.addSuppressed(problem);
        }
    }

    @Override
    public String lockName() {
        return handle.lockName();
    }

    @Override
    public long fencingToken() {
        return handle.fencingToken();
    }

    @Override
    public boolean isHeld() {
        return !isEnded.get() && handle.isHeld();
    }

    @Override
    public void ensureHeld() {
        handle.ensureHeld();
    }

    @Override
    public Duration remaining() {
        return handle.remaining();
    }

    @Override
    public void extend(Duration time) {
        handle.extend(time);
    }

    @Override
    public void onLost(Runnable callback) {
        handle.onLost(callback);
    }

    /** The handle forgets none, so that what it calls back goes through something that can be emptied. */
    @Override
    public Registration whenLost(Runnable callback) {
        AtomicReference<Runnable> waiting = new AtomicReference<>(callback);
        handle.onLost(() -> Objects.requireNonNull(waiting.get()).run());
        return () -> waiting.set(() -> {});
    }

    @Override
    public void close() {
        if (isEnded.compareAndSet(false, true)) {
            leaveShare();
        }
    }

    private void leaveShare() {
        if (shares.decrementAndGet() == 0) {
            handle.close();
        }
    }
}
