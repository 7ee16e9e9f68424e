package io.guarded.rest;

import io.guarded.LockBusyException;
import io.guarded.LockException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers a busy lock with 429, an unavailable one and an interrupted wait with 503, a lost one and a wrong definition with
 * 500.
 *
 * <p>It is for the base type of them all, and comes after what an application registers without a priority: its own mapper
 * for {@link LockException} or a subclass wins.
 *
 * @since 1.0
 */
@Priority(Priorities.USER + 1000)
public class LockExceptionMapper implements ExceptionMapper<LockException> {

    @Context
    private @Nullable HttpHeaders client;

    private final TermsOnce terms = new TermsOnce();

    /** Makes the mapper, for the server. */
    public LockExceptionMapper() {}

    /**
     * Makes the answer.
     *
     * @param exception why the body did not run, or why its result is not to be trusted
     * @return the answer
     */
    @Override
    public Response toResponse(LockException exception) {
        Duration retryAfter =
                exception instanceof LockBusyException busy ? busy.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        return Answer.of(Kind.of(exception), client, terms.get())
                .about(exception.lockName(), exception.guard().orElse(null), exception, retryAfter, client);
    }
}
