package io.guarded.rest;

import io.guarded.cdi.Span;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;

/** Ends the hold with the writing of the response's entity if that is a stream, else with the call. */
final class ResponseSpan implements Span {

    @Override
    public Class<?> covers() {
        return Response.class;
    }

    @Override
    public Class<?> gives() {
        return Response.class;
    }

    @Override
    public boolean goesOn(Object result) {
        return ((Response) result).getEntity() instanceof StreamingOutput;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        Response response = (Response) result;
        if (response.getEntity() instanceof StreamingOutput stream) {
            ResponseBuilder copy = copy(response, hold);
            return copy.entity(GuardedStream.over(stream, hold, surroundings)).build();
        }
        hold.finish();
        return response;
    }

    /** Takes over the status with its phrase, and the headers with cookies and media type. */
    private static ResponseBuilder copy(Response response, Hold hold) {
        try {
            return Response.fromResponse(response).status(response.getStatusInfo());
        } catch (RuntimeException | Error failure) {
            hold.finish(failure);
            throw failure;
        }
    }
}
