package io.guarded.core;

import io.guarded.LockUnavailableException;
import io.guarded.spi.LockProvider;
import io.guarded.spi.StoreHold;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A provider, with its failures brought to one form. */
record Store(LockProvider provider, String type, boolean isCluster) {

    static Store of(LockProvider provider) {
        return new Store(provider, provider.type(), provider.scope() == LockProvider.Scope.CLUSTER);
    }

    /** One provider that fails must not keep the others open. */
    void close() {
        try {
            provider.close();
        } catch (RuntimeException | Error failure) {
            Journal.write(Level.WARNING, () -> "the lock provider of type " + type + " did not end cleanly", failure);
        }
    }

    CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
        return ask(() -> provider.acquire(key, holdId, wait, lease));
    }

    /** Whether the key was got at once; false says nothing about who has it. */
    boolean acquiresNow(String key, long holdId) {
        try {
            return !isCluster && Boolean.TRUE.equals(provider.acquireNow(key, holdId));
        } catch (RuntimeException | Error failure) {
            // whether it has the key or not, it has not told
            Journal.write(Level.WARNING, () -> "the store of type " + type + " failed at a direct try", failure);
            var unused = release(key, holdId);
            return false;
        }
    }

    /** Whether the key was given back at once; false says nothing about who has it. */
    boolean releasesNow(String key, long holdId) {
        try {
            return !isCluster && Boolean.TRUE.equals(provider.releaseNow(key, holdId));
        } catch (RuntimeException | Error failure) {
            Journal.write(Level.WARNING, () -> "the store of type " + type + " failed at a direct release", failure);
            return false;
        }
    }

    CompletableFuture<Boolean> renew(String key, long holdId, Duration lease) {
        return ask(() -> provider.renew(key, holdId, lease));
    }

    CompletableFuture<Boolean> release(String key, long holdId) {
        return ask(() -> provider.release(key, holdId));
    }

    CompletableFuture<Boolean> isHeld(String key) {
        return ask(() -> provider.isHeld(key));
    }

    CompletableFuture<Long> tokens(String key, int count) {
        return ask(() -> provider.tokens(key, count));
    }

    CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
        return ask(() -> provider.holders(keyPrefix));
    }

    CompletableFuture<Boolean> forceRelease(String key, String id) {
        return ask(() -> provider.forceRelease(key, id));
    }

    String id(Tenure tenure) {
        return provider.id(tenure.holdId);
    }

    /** A provider that throws instead of failing its future, or lacks a class, must not leave a waiter behind. */
    private static <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> call) {
        try {
            return Objects.requireNonNull(call.get(), "the provider's answer");
        } catch (RuntimeException | Error failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Whatever a provider fails with means the same to the caller: nobody knows whether the lock is free. */
    static LockUnavailableException unavailable(String lockName, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new LockUnavailableException(lockName, reason(cause), cause);
    }

    /** What the provider says goes on to the caller: it tells what to do. */
    private static String reason(Throwable cause) {
        if (cause instanceof LockUnavailableException told) {
            return told.reason();
        }
        return cause instanceof CancellationException ? "the store gave no answer" : "the store failed";
    }
}
