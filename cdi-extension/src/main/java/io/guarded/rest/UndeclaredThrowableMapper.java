package io.guarded.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Providers;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;

/**
 * Answers a refusal that a proxy has wrapped as the refusal itself; leaves everything else as it is.
 *
 * @since 1.0
 */
@Priority(Priorities.USER + 1000)
public class UndeclaredThrowableMapper implements ExceptionMapper<UndeclaredThrowableException> {

    @Context
    private @Nullable Providers providers;

    /** Makes the mapper, for the server. */
    public UndeclaredThrowableMapper() {}

    /**
     * Makes the answer.
     *
     * @param exception the wrapper
     * @return the answer to what is in it
     * @throws UndeclaredThrowableException the wrapper, if it has nothing of this module in it and no other mapper takes it
     */
    @Override
    public Response toResponse(UndeclaredThrowableException exception) {
        return new Unwrapping(providers).answer(exception);
    }
}
