package io.guarded.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the response to a refusal. */
final class Answer {

    private static final Logger LOG = System.getLogger(Answer.class.getPackageName());
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8");
    private static final long LONGEST_RETRY_SECONDS = 30;

    private Answer() {}

    /** Logs, too: a mapped exception is one that no server logs. */
    static Response to(
            Exception exception, Kind kind, Duration retryAfter, @Nullable HttpHeaders client, Object... details) {
        LOG.log(kind.level(), "answered with " + kind.status().getStatusCode(), exception);
        Texts texts = Texts.of(client == null ? List.<Locale>of() : client.getAcceptableLanguages());
        String body = Json.error(
                texts.error(kind), texts.detail(kind, details), kind.status().getStatusCode());
        // bytes, because some JSON providers would put a String into quotes
        ResponseBuilder answer = Response.status(kind.status())
                .type(JSON)
                .language(texts.language())
                .entity(body.getBytes(StandardCharsets.UTF_8));
        return (kind.isWorthARetry() ? answer.header(HttpHeaders.RETRY_AFTER, seconds(retryAfter)) : answer).build();
    }

    /** Rounds up: a client that comes back too early is refused again. */
    private static long seconds(Duration time) {
        long seconds = time.getSeconds() + (time.getNano() > 0 ? 1 : 0);
        return Math.min(LONGEST_RETRY_SECONDS, Math.max(1, seconds));
    }
}
