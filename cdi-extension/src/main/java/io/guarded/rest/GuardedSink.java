package io.guarded.rest;

import io.guarded.cdi.Ending;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Gives the lock back before the client sees the end of its events, or when one of them does not reach it any more. */
@SuppressWarnings("FutureReturnValueIgnored") // the callback only looks; the body gets the stage itself
final class GuardedSink implements SseEventSink {

    private final SseEventSink server;
    private final Hold hold;
    private final Surroundings surroundings;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    GuardedSink(SseEventSink server, Hold hold, Surroundings surroundings) {
        this.server = server;
        this.hold = hold;
        this.surroundings = surroundings;
    }

    @Override
    public boolean isClosed() {
        return isClosed.get() || isGone(null);
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        if (isClosed()) {
            throw new IllegalStateException("the stream of events is closed");
        }
        CompletionStage<?> sent = sent(event);
        // Jersey completes the stage with the failure as its value (JerseyEventSink.send, 3.1)
        sent.whenComplete((value, failure) -> isGone(failure == null ? value : failure));
        return sent;
    }

    /** The server may close between the look at it and the write, and then throws. */
    private CompletionStage<?> sent(OutboundSseEvent event) {
        try {
            return server.send(event);
        } catch (RuntimeException | Error failure) {
            isGone(failure);
            throw failure;
        }
    }

    /** A server closes a stream that it cannot write to; an event that only could not be made is no reason to end. */
    private boolean isGone(@Nullable Object outcome) {
        Object cause = outcome instanceof CompletionException wrapped ? wrapped.getCause() : outcome;
        boolean isGone = cause instanceof IOException || server.isClosed();
        if (isGone && !isClosed.get()) {
            Ending.of(hold);
        }
        return isGone;
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            Ending.of(hold, surroundings, null, lost -> server.close());
        }
    }
}
