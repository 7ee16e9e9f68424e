package io.guarded.cdi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Is what a {@link Span} may use of the server. Internal: shared with io.guarded.rest. Safe for use by many threads. */
public interface Surroundings {

    /**
     * Gives what runs the continuations of callers, so that they never run on a thread of a store's client.
     *
     * @return the executor
     */
    Executor executor();

    /**
     * Says how long a stream may take to begin.
     *
     * @return the time, {@code guarded.stream-start} in the configuration
     */
    Duration streamStart();

    /**
     * Starts the time in which a stream has to begin.
     *
     * @return to be completed with true by the stream when it begins, which also ends the timer; completes with false, on
     *     any thread, if the time is over first
     */
    CompletableFuture<Boolean> awaitStart();
}
