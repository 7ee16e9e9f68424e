package io.guarded.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits where nobody else is left to: at the end of a provider. */
final class Answers {

    private Answers() {}

    /** Returns when it has ended in whatever way, or when the time is over; an interrupt ends the wait, not the end. */
    static void await(CompletionStage<?> work, Duration limit) {
        try {
            var unused = work.toCompletableFuture().get(Hold.millis(limit), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Log.write(System.Logger.Level.DEBUG, () -> "not done before the end of the provider", e);
        }
    }
}
