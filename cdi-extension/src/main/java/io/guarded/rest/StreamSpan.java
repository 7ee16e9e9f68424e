package io.guarded.rest;

import io.guarded.cdi.Span;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.core.StreamingOutput;

/** Ends the hold with the writing of a stream, which begins after the method has returned. */
final class StreamSpan implements Span {

    @Override
    public Class<?> covers() {
        return StreamingOutput.class;
    }

    @Override
    public Class<?> gives() {
        return StreamingOutput.class;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        return GuardedStream.over((StreamingOutput) result, hold, surroundings);
    }
}
