package io.guarded.cdi;

import io.guarded.LockLostException;
import io.guarded.core.Hold;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Ends the hold with the stage that the body returned. The caller gets a future of its own, so that cancelling it neither
 * stops the body's stage nor frees the lock; it completes after the release.
 */
@SuppressWarnings("FutureReturnValueIgnored") // each callback ends in the caller's future, which tells of failures
final class StageSpan implements Span {

    private static final Logger LOG = System.getLogger(StageSpan.class.getPackageName());

    @Override
    public Class<?> covers() {
        return CompletionStage.class;
    }

    @Override
    public Class<?> gives() {
        return CompletableFuture.class;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        CompletableFuture<@Nullable Object> caller = new CompletableFuture<>();
        try {
            hold.leave();
            ((CompletionStage<?>) result)
                    .whenComplete((value, failure) -> end(value, failure, hold, caller, surroundings));
        } catch (RuntimeException | Error failure) {
            hold.finish(failure);
            throw failure;
        }
        return caller;
    }

    /** A new one each time: a caller may do with its future what it wants. */
    @Override
    public Object nothing() {
        return CompletableFuture.completedFuture(null);
    }

    private static void end(
            @Nullable Object value,
            @Nullable Throwable failure,
            Hold hold,
            CompletableFuture<@Nullable Object> caller,
            Surroundings surroundings) {
        CompletableFuture<Void> release = release(hold);
        boolean isReleased = release.isDone();
        release.whenComplete((done, problem) -> {
            Runnable completion = () -> complete(caller, value, unwrapped(failure), unwrapped(problem));
            if (isReleased) {
                completion.run();
            } else {
                hop(completion, surroundings.executor());
            }
        });
    }

    /** Whatever a manager of the application throws here, the caller's future must not stay open. */
    private static CompletableFuture<Void> release(Hold hold) {
        try {
            return hold.release();
        } catch (RuntimeException | Error problem) {
            return CompletableFuture.failedFuture(problem);
        }
    }

    /** The store's answer came on a thread of its client, which must not run what the caller has attached. */
    private static void hop(Runnable completion, Executor executor) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException ended) {
            completion.run();
        }
    }

    private static void complete(
            CompletableFuture<@Nullable Object> caller,
            @Nullable Object value,
            @Nullable Throwable failure,
            @Nullable Throwable problem) {
        log(problem);
        if (failure != null) {
            suppress(failure, problem);
            caller.completeExceptionally(failure);
        } else if (problem instanceof LockLostException) {
            caller.completeExceptionally(problem);
        } else {
            caller.complete(value);
        }
    }

    /** A loss was logged when it was noticed. */
    private static void log(@Nullable Throwable problem) {
        if (problem != null && !(problem instanceof LockLostException)) {
            LOG.log(Level.WARNING, "the lock was not released cleanly; its lease frees it", problem);
        }
    }

    private static void suppress(Throwable failure, @Nullable Throwable problem) {
        if (problem != null && problem != failure) {
            failure.addSuppressed(problem);
        }
    }

    /** A stage of a chain wraps what a body threw; the caller gets the body's own. */
    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
