package io.guarded.cdi;

import io.guarded.LockLostException;
import io.guarded.core.Hold;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a lock back at the end of work that outlived its call, and tells whoever waits for that work afterwards. Internal:
 * shared with the packages beside this one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // each callback ends in the caller's continuation, or in a log line
public final class Ending {

    private static final Logger LOG = System.getLogger(Ending.class.getPackageName());

    private Ending() {}

    /**
     * Gives the lock back without waiting for the store's answer, and goes on when it has come. Never throws on account of the
     * release.
     *
     * @param hold the hold
     * @param surroundings what the server offers
     * @param failure what the work failed with; null if it ended normally
     * @param then takes what the work is to end with: its own failure, the loss of the lock, or null. Runs at once if the
     *     answer is there, else on the executor: never on a thread of the store's client
     */
    public static void of(
            Hold hold, Surroundings surroundings, @Nullable Throwable failure, Consumer<@Nullable Throwable> then) {
        CompletableFuture<Void> release = release(hold);
        boolean isReleased = release.isDone();
        release.whenComplete((done, wrapped) -> {
            Throwable problem = unwrapped(wrapped);
            log(problem);
            Runnable continuation = () -> then.accept(outcome(unwrapped(failure), problem));
            if (isReleased) {
                continuation.run();
            } else {
                hop(continuation, surroundings.executor());
            }
        });
    }

    /**
     * Gives the lock back where nobody waits for the end.
     *
     * @param hold the hold
     */
    public static void of(Hold hold) {
        release(hold).whenComplete((done, problem) -> log(unwrapped(problem)));
    }

    /** Whatever a manager of the application throws here, who waits must not wait for ever. */
    private static CompletableFuture<Void> release(Hold hold) {
        try {
            return hold.release();
        } catch (RuntimeException | Error problem) {
            return CompletableFuture.failedFuture(problem);
        }
    }

    /**
     * The store's answer came on a thread of its client, which must not run what the caller has attached, unless nobody else
     * does: a server's executor has ended when it refuses with an exception of its choice.
     */
    private static void hop(Runnable continuation, Executor executor) {
        AtomicBoolean isBegun = new AtomicBoolean();
        Runnable once = () -> {
            if (isBegun.compareAndSet(false, true)) {
                continuation.run();
            }
        };
        try {
            executor.execute(once);
        } catch (RuntimeException | Error failure) {
            once.run();
        }
    }

    private static @Nullable Throwable outcome(@Nullable Throwable failure, @Nullable Throwable problem) {
        if (failure == null) {
            return problem instanceof LockLostException ? problem : null;
        }
        if (problem != null && problem != failure) {
            failure.addSuppressed(problem);
        }
        return failure;
    }

    /** A loss was logged when it was noticed. */
    private static void log(@Nullable Throwable problem) {
        if (problem != null && !(problem instanceof LockLostException)) {
            try {
                LOG.log(Level.WARNING, "the lock was not released cleanly; its lease frees it", problem);
            } catch (RuntimeException | Error ignored) {
                // whoever waits for the end must not wait because a log fails
            }
        }
    }

    /** A stage of a chain wraps what a body threw; the caller gets the body's own. */
    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
