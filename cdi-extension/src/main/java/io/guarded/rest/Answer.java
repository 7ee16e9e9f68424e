package io.guarded.rest;

import io.guarded.Guarded;
import io.guarded.LockName;
import io.guarded.cdi.HttpTerms;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.StatusType;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the response to a refusal: in the language and the format that the client likes best. */
record Answer(Kind kind, Texts texts, HttpTerms terms) {

    private static final Logger LOG = System.getLogger(Answer.class.getPackageName());

    static Answer of(Kind kind, @Nullable HttpHeaders client, HttpTerms terms) {
        return new Answer(kind, Texts.of(client == null ? List.<Locale>of() : client.getAcceptableLanguages()), terms);
    }

    /**
     * Makes the response about a lock. Logs, too: a mapped exception is one that no server logs.
     *
     * @param guard its guard, null for a lock by hand: then nothing is known that may be told
     */
    Response about(
            String lockName,
            @Nullable Guarded guard,
            Exception exception,
            Duration retryAfter,
            @Nullable HttpHeaders client) {
        String message = guard == null || kind != Kind.BUSY ? "" : guard.message();
        String error = message.isEmpty() ? texts.error(kind) : texts.own(message);
        return response(status(guard), error, detail(lockName, guard), exception, retryAfter, client);
    }

    private String detail(String lockName, @Nullable Guarded guard) {
        if (terms.exposesNames()) {
            return texts.detail(kind, LockName.printable(lockName));
        }
        return guard == null ? texts.detail(kind) : texts.detail(kind, guard.name());
    }

    /** Makes the response about a value that is missing. */
    Response about(String parameter, Exception exception, @Nullable HttpHeaders client) {
        return response(
                kind.status(), texts.error(kind), texts.detail(kind, parameter), exception, Duration.ZERO, client);
    }

    private StatusType status(@Nullable Guarded guard) {
        if (kind != Kind.BUSY) {
            return kind.status();
        }
        int own = guard == null ? 0 : guard.busyStatus();
        return Kind.busy(own == 0 ? terms.busyStatus() : own);
    }

    private Response response(
            StatusType status,
            String error,
            String detail,
            Exception exception,
            Duration retryAfter,
            @Nullable HttpHeaders client) {
        LOG.log(kind.level(), "answered with " + status.getStatusCode(), exception);
        Format format = Format.of(client);
        // bytes, because some JSON providers would put a String into quotes
        ResponseBuilder answer = Response.status(status)
                .type(format.type())
                .language(texts.language())
                .header(HttpHeaders.VARY, "Accept, Accept-Language")
                .entity(format.body(error, detail, status).getBytes(StandardCharsets.UTF_8));
        return (kind.isWorthARetry()
                        ? answer.header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(retryAfter, terms.retryAfterMax()))
                        : answer)
                .build();
    }
}
