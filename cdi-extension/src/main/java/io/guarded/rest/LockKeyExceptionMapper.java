package io.guarded.rest;

import io.guarded.LockKeyException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Answers a missing value of a lock's name with 400, and says which parameter it is. An application's own mapper wins, as
 * for {@link LockExceptionMapper}.
 *
 * @since 1.0
 */
@Priority(Priorities.USER + 1000)
public class LockKeyExceptionMapper implements ExceptionMapper<LockKeyException> {

    @Context
    private @Nullable HttpHeaders client;

    private final TermsOnce terms = new TermsOnce();

    /** Makes the mapper, for the server. */
    public LockKeyExceptionMapper() {}

    /**
     * Makes the answer.
     *
     * @param exception names the parameter
     * @return the answer
     */
    @Override
    public Response toResponse(LockKeyException exception) {
        return Answer.of(Kind.KEY, client, terms.get()).about(exception.parameter(), exception, client);
    }
}
