package io.guarded.rest;

import io.guarded.cdi.ParameterSpan;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.sse.SseEventSink;

/** Ends the hold with a stream of events: when the body closes it, or when it is noticed that the client is gone. */
final class SinkSpan implements ParameterSpan {

    @Override
    public Class<?> covers() {
        return SseEventSink.class;
    }

    @Override
    public Object attach(Object parameter, Hold hold, Surroundings surroundings) {
        SseEventSink sink = (SseEventSink) parameter;
        if (sink.isClosed()) {
            throw new IllegalStateException("the stream of events was closed before its lock was there");
        }
        return new GuardedSink(sink, hold, surroundings);
    }
}
