package io.guarded.cdi;

import io.guarded.core.Hold;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the hold with the stage that the body returned. The caller gets a future of its own, so that cancelling it neither
 * stops the body's stage nor frees the lock; it completes after the release. A stream in the stage is followed to its end.
 */
@SuppressWarnings("FutureReturnValueIgnored") // each callback ends in the caller's future, which tells of failures
final class StageSpan implements Span {

    private final Contents contents;

    StageSpan(Contents contents) {
        this.contents = contents;
    }

    @Override
    public Class<?> covers() {
        return CompletionStage.class;
    }

    @Override
    public Class<?> gives() {
        return CompletableFuture.class;
    }

    @Override
    public boolean hasContents() {
        return true;
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

    private void end(
            @Nullable Object value,
            @Nullable Throwable failure,
            Hold hold,
            CompletableFuture<@Nullable Object> caller,
            Surroundings surroundings) {
        Optional<Span> goesOn = value == null ? Optional.empty() : contents.of(value);
        if (value != null && goesOn.isPresent()) {
            follow(() -> goesOn.get().extend(value, hold, surroundings), caller);
            return;
        }
        Ending.of(hold, surroundings, failure, outcome -> {
            if (outcome == null) {
                caller.complete(value);
            } else {
                caller.completeExceptionally(outcome);
            }
        });
    }

    private static void follow(Supplier<Object> stream, CompletableFuture<@Nullable Object> caller) {
        try {
            caller.complete(stream.get());
        } catch (RuntimeException | Error failure) {
            caller.completeExceptionally(failure);
        }
    }
}
