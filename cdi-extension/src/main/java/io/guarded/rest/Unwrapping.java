package io.guarded.rest;

import io.guarded.LockException;
import io.guarded.LockKeyException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Providers;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Answers for what is inside of an exception that only wraps. It is for refusals of this module: everything else goes where
 * it would have gone without it, to the application's mapper of a wider type or to the server.
 */
final class Unwrapping {

    private static final int DEEPEST = 10;

    private final @Nullable Providers providers;

    Unwrapping(@Nullable Providers providers) {
        this.providers = providers;
    }

    <E extends RuntimeException> Response answer(E wrapper) {
        Throwable inside = inside(wrapper);
        boolean isOurs = inside instanceof LockException || inside instanceof LockKeyException;
        Response response = isOurs ? mapped(inside) : mapped(RuntimeException.class, wrapper);
        if (response == null) {
            throw wrapper;
        }
        return response;
    }

    private static Throwable inside(Throwable wrapper) {
        Throwable inside = wrapper;
        for (int depth = 0; depth < DEEPEST && inside.getCause() != null && isWrapper(inside); depth++) {
            inside = inside.getCause();
        }
        return inside;
    }

    /** By name: EJB may not be there. */
    private static boolean isWrapper(Throwable exception) {
        return exception instanceof CompletionException
                || exception instanceof UndeclaredThrowableException
                || exception.getClass().getName().startsWith("jakarta.ejb.EJB");
    }

    /** By the mapper that the application or this module has for it. */
    @SuppressWarnings("unchecked")
    private @Nullable Response mapped(Throwable exception) {
        return mapped((Class<Throwable>) exception.getClass(), exception);
    }

    private <T extends Throwable> @Nullable Response mapped(Class<T> type, T exception) {
        ExceptionMapper<T> mapper = providers == null ? null : providers.getExceptionMapper(type);
        return mapper == null ? null : mapper.toResponse(exception);
    }
}
