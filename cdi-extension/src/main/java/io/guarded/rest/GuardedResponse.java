package io.guarded.rest;

import io.guarded.cdi.Ending;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.TimeoutHandler;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the lock back before the client is answered, or with the last byte if the answer is a stream. If the lock was lost
 * that is the answer, unless the guard is only to signal it.
 */
final class GuardedResponse implements AsyncResponse {

    private final AsyncResponse server;
    private final Hold hold;
    private final Surroundings surroundings;
    private final AtomicBoolean isAnswered = new AtomicBoolean();
    private volatile @Nullable Thread timingOut;

    GuardedResponse(AsyncResponse server, Hold hold, Surroundings surroundings) {
        this.server = server;
        this.hold = hold;
        this.surroundings = surroundings;
    }

    @Override
    public boolean resume(@Nullable Object answer) {
        if (!take()) {
            return false;
        }
        Object guarded;
        try {
            guarded = guarded(answer);
        } catch (RuntimeException failure) {
            return server.resume(failure);
        }
        if (guarded != null) {
            return server.resume(guarded);
        }
        return end(null, lost -> {
            if (lost == null) {
                server.resume(answer);
            } else {
                server.resume(lost);
            }
        });
    }

    /** Gives what takes the place of an answer that is yet to be written; null if there is no such. */
    private @Nullable Object guarded(@Nullable Object answer) {
        if (answer instanceof StreamingOutput stream) {
            return GuardedStream.over(stream, hold, surroundings);
        }
        if (answer instanceof GenericEntity<?> entity && entity.getEntity() instanceof StreamingOutput stream) {
            return GuardedStream.over(stream, hold, surroundings);
        }
        ResponseSpan responses = new ResponseSpan();
        return answer instanceof Response response && responses.goesOn(response)
                ? responses.extend(response, hold, surroundings)
                : null;
    }

    @Override
    public boolean resume(Throwable failure) {
        return take() && end(failure, server::resume);
    }

    @Override
    public boolean cancel() {
        return take() ? end(null, lost -> server.cancel()) : server.isCancelled();
    }

    @Override
    public boolean cancel(int retryAfter) {
        return take() ? end(null, lost -> server.cancel(retryAfter)) : server.isCancelled();
    }

    @Override
    public boolean cancel(Date retryAfter) {
        return take() ? end(null, lost -> server.cancel(retryAfter)) : server.isCancelled();
    }

    private boolean take() {
        return server.isSuspended() && isAnswered.compareAndSet(false, true);
    }

    private boolean end(@Nullable Throwable failure, Consumer<@Nullable Throwable> answer) {
        if (Thread.currentThread() == timingOut) {
            // a server gives an answer of its own if there is none when its time-out handler returns
            answer.accept(failure);
            Ending.of(hold);
        } else {
            Ending.of(hold, surroundings, failure, answer);
        }
        return true;
    }

    @Override
    public void setTimeoutHandler(TimeoutHandler handler) {
        server.setTimeoutHandler(late -> {
            timingOut = Thread.currentThread();
            try {
                handler.handleTimeout(this);
            } finally {
                timingOut = null;
            }
        });
    }

    @Override
    public boolean setTimeout(long time, TimeUnit unit) {
        return server.setTimeout(time, unit);
    }

    @Override
    public boolean isSuspended() {
        return !isAnswered.get() && server.isSuspended();
    }

    @Override
    public boolean isCancelled() {
        return server.isCancelled();
    }

    @Override
    public boolean isDone() {
        return server.isDone();
    }

    @Override
    public Collection<Class<?>> register(Class<?> callback) {
        return server.register(callback);
    }

    @Override
    public Map<Class<?>, Collection<Class<?>>> register(Class<?> callback, Class<?>... callbacks) {
        return server.register(callback, callbacks);
    }

    @Override
    public Collection<Class<?>> register(Object callback) {
        return server.register(callback);
    }

    @Override
    public Map<Class<?>, Collection<Class<?>>> register(Object callback, Object... callbacks) {
        return server.register(callback, callbacks);
    }
}
