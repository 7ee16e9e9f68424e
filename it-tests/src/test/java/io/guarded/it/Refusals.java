package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** Says what an answer looks like that refuses. */
final class Refusals {

    private Refusals() {}

    static void assertBusy(HttpResponse<String> answer) {
        assertRefused(answer, 429);
        assertRetryAfter(answer);
    }

    private static void assertRetryAfter(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                .as("Retry-After")
                .isPositive();
    }

    static void assertUnavailable(HttpResponse<String> answer) {
        assertRefused(answer, 503);
        assertRetryAfter(answer);
    }

    static void assertLost(HttpResponse<String> answer) {
        assertRefused(answer, 500);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    /** Four members in this order, as the clients of the chat know it. */
    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.body())
                .matches("\\{\"success\":false,\"error\":\"[^\"]+\",\"detail\":\"[^\"]+\",\"status_code\":" + status
                        + "\\}");
    }
}
