package io.guarded.rest;

import io.guarded.cdi.Ending;
import io.guarded.cdi.ParameterSpan;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.ConnectionCallback;

/** Ends the hold with the answer to a suspended request, whoever gives it: the body, a time limit, or the server. */
final class SuspensionSpan implements ParameterSpan {

    @Override
    public Class<?> covers() {
        return AsyncResponse.class;
    }

    @Override
    public Object attach(Object parameter, Hold hold, Surroundings surroundings) {
        AsyncResponse response = (AsyncResponse) parameter;
        if (!response.register(new End(hold)).contains(CompletionCallback.class)) {
            throw new IllegalStateException("the server takes no CompletionCallback, which is to tell of the answer");
        }
        // looked at after the registration: whoever ends it later, calls back
        if (!response.isSuspended()) {
            throw new IllegalStateException("the request was answered before its lock was there");
        }
        return new GuardedResponse(response, hold, surroundings);
    }

    /** Is called by the server, on any of its threads; not each server tells of a lost connection. */
    private record End(Hold hold) implements CompletionCallback, ConnectionCallback {

        @Override
        public void onComplete(Throwable problem) {
            Ending.of(hold);
        }

        @Override
        public void onDisconnect(AsyncResponse disconnected) {
            Ending.of(hold);
        }
    }
}
