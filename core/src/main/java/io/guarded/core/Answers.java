package io.guarded.core;

import io.guarded.LockException;
import io.guarded.LockInterruptedException;
import io.guarded.LockUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Waits for what the store says. */
final class Answers {

    /** No problem. */
    static final CompletableFuture<@Nullable LockException> NONE = CompletableFuture.completedFuture(null);

    private Answers() {}

    static CompletableFuture<@Nullable LockException> problem(LockException problem) {
        return CompletableFuture.completedFuture(problem);
    }

    /** Does something with an answer; what goes wrong in that is a bug and must not vanish in a future nobody reads. */
    static <T extends @Nullable Object> void then(
            CompletableFuture<T> answer, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        var unused = answer.handle((value, failure) -> {
                    action.accept(value, failure);
                    return true;
                })
                .exceptionally(bug -> {
                    Journal.write(Level.ERROR, () -> "the lock's state could not be brought up to date", bug);
                    return false;
                });
    }

    /** Waits for what the store says; nobody is told "no" because the store failed. */
    static <T> T get(CompletableFuture<T> answer, Duration patience, String lockName) {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new LockInterruptedException(lockName);
        } catch (TimeoutException silence) {
            throw new LockUnavailableException(lockName, "the store did not answer in time", silence);
        } catch (ExecutionException failure) {
            throw Store.unavailable(lockName, failure.getCause() == null ? failure : failure.getCause());
        }
    }

    /**
     * Waits even if the thread is interrupted, because the lock has to be given back first; the interrupt is kept for the
     * caller. The wait is short: the store answers within its time-out.
     */
    static @Nullable LockException await(
            CompletableFuture<@Nullable LockException> answer, Duration patience, String lockName) {
        if (answer == NONE) {
            return null;
        }
        long end = System.nanoTime() + patience.toNanos();
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException interrupt) {
                    isInterrupted = true;
                } catch (TimeoutException silence) {
                    return new LockUnavailableException(lockName, "the store did not answer the release", silence);
                } catch (ExecutionException failure) {
                    return Store.unavailable(lockName, failure.getCause() == null ? failure : failure.getCause());
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
