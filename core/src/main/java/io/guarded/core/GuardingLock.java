package io.guarded.core;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.NamedLock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Is what all locks do alike once they know how to acquire. */
abstract class GuardingLock implements NamedLock {

    abstract Hold acquire(long waitNanos);

    abstract CompletableFuture<LockHandle> acquireAsync(long waitNanos);

    @Override
    public final LockHandle acquire() {
        return acquire(WaitTime.UNLIMITED);
    }

    @Override
    public final LockHandle acquire(Duration wait) {
        return acquire(WaitTime.nanos(wait));
    }

    @Override
    public final Optional<LockHandle> tryAcquire() {
        try {
            return Optional.of(acquire(0));
        } catch (LockBusyException busy) {
            return Optional.empty();
        }
    }

    @Override
    public final CompletableFuture<LockHandle> acquireAsync(Duration wait) {
        return acquireAsync(WaitTime.nanos(wait));
    }

    @Override
    public final void run(Duration wait, Runnable body) {
        Objects.requireNonNull(body, "body");
        Hold hold = acquire(WaitTime.nanos(wait));
        try {
            body.run();
        } catch (Throwable failure) {
            hold.finish(failure);
            throw failure;
        }
        hold.finish();
    }

    @Override
    public final <T> T call(Duration wait, Callable<T> body) throws Exception {
        Objects.requireNonNull(body, "body");
        Hold hold = acquire(WaitTime.nanos(wait));
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
