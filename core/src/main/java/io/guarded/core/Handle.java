package io.guarded.core;

import io.guarded.LockException;
import io.guarded.LockLostException;
import io.guarded.LockName;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Is one closeable share of a grant: the first one, or one that a thread got by re-entering. */
final class Handle implements Hold {

    private static final int OPEN = 0;
    private static final int LEFT = 1;
    private static final int CLOSED = 2;
    private static final AtomicIntegerFieldUpdater<Handle> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Handle.class, "state");

    private final Grant grant;
    private final Duration patience;

    /** The thread that is inside because of this handle until it leaves, null if none is. */
    private final @Nullable Thread inside;

    /** One of the three above; a field and not an object, because there is a handle for every acquisition. */
    private volatile int state;

    /**
     * @param inside the thread that acquired, null if none did
     * @param patience how long to wait for the store's answer to a release
     */
    Handle(Grant grant, @Nullable Thread inside, Duration patience) {
        this.grant = grant;
        this.inside = inside;
        this.patience = patience;
    }

    @Override
    public String lockName() {
        return grant.definition.name();
    }

    @Override
    public long fencingToken() {
        if (!grant.definition.isFenced()) {
            throw new IllegalStateException("lock \"" + LockName.printable(lockName())
                    + "\" has no fencing token; ask for one with LockSpec.fenced()");
        }
        return grant.token;
    }

    @Override
    public boolean isHeld() {
        return !isClosed() && grant.isHeld();
    }

    /** Looks at the hold first: a close between the two looks would make a released hold seem lost. */
    @Override
    public void ensureHeld() {
        require(grant.isHeld());
    }

    private boolean isClosed() {
        return state == CLOSED;
    }

    private void require(boolean isHeld) {
        if (isClosed()) {
            throw closed();
        }
        if (!isHeld) {
            throw grant.lost();
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException(
                "the handle of lock \"" + LockName.printable(lockName()) + "\" is closed; acquire it again");
    }

    @Override
    public Duration remaining() {
        if (!isHeld()) {
            return Duration.ZERO;
        }
        return grant.tenure.hasEnd()
                ? Duration.ofNanos(grant.remaining(System.nanoTime()))
                : ChronoUnit.FOREVER.getDuration();
    }

    @Override
    public void extend(Duration time) {
        long nanos = WaitTime.leaseNanos(time);
        ensureHeld();
        require(grant.extend(Duration.ofNanos(nanos), patience));
    }

    @Override
    public void onLost(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        if (!isClosed()) {
            grant.onLost(callback);
        }
    }

    @Override
    public Registration whenLost(Runnable callback) {
        LossCall call = new LossCall(grant, Objects.requireNonNull(callback, "callback"));
        onLost(call);
        return call;
    }

    @Override
    public Stay enter() {
        ensureHeld();
        Thread caller = Thread.currentThread();
        grant.enter(caller);
        AtomicBoolean hasLeft = new AtomicBoolean();
        return () -> {
            if (hasLeft.compareAndSet(false, true)) {
                grant.leave(caller);
            }
        };
    }

    @Override
    public void leave() {
        if (inside != null && STATE.compareAndSet(this, OPEN, LEFT)) {
            grant.leave(inside);
        }
    }

    @Override
    public Handle share() {
        if (isClosed() || !grant.share()) {
            throw closed();
        }
        return new Handle(grant, null, patience);
    }

    @Override
    public CompletableFuture<Void> release() {
        return end().thenCompose(problem ->
                problem == null ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(problem));
    }

    @Override
    public void close() {
        log(Answers.await(end(), patience, lockName()));
    }

    /** Gives the lock back without waiting; a problem is only logged. */
    void giveBack() {
        Answers.then(end(), (problem, failure) -> log(problem));
    }

    @Override
    public void finish() {
        LockException problem = Answers.await(end(), patience, lockName());
        if (problem instanceof LockLostException lost) {
            throw lost;
        }
        log(problem);
    }

    @Override
    public void finish(Throwable failure) {
        LockException problem = Answers.await(end(), patience, lockName());
        if (problem != null) {
            failure.addSuppressed(problem);
        }
        log(problem);
    }

    private CompletableFuture<@Nullable LockException> end() {
        int before = STATE.getAndSet(this, CLOSED);
        if (before == CLOSED) {
            return Answers.NONE;
        }
        return grant.exit(before == OPEN ? inside : null);
    }

    private void log(@Nullable LockException problem) {
        // a loss was logged when it was noticed
        if (problem != null && !(problem instanceof LockLostException)) {
            Journal.write(
                    Level.WARNING,
                    () -> Journal.about(grant.definition) + " was not released cleanly; its lease frees it",
                    problem);
        }
    }
}
