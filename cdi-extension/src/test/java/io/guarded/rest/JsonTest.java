package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void theBodyHasTheShapeThatClientsKnow() {
        assertThat(Json.error("AI 正在思考中，请稍后再试", "in use", 429))
                .isEqualTo(
                        "{\"success\":false,\"error\":\"AI 正在思考中，请稍后再试\",\"detail\":\"in use\",\"status_code\":429}");
    }

    @Test
    void whatJsonReservesIsEscaped() {
        assertThat(Json.string("a\"b\\c\n\r\t\u0000\u001f")).isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001f\"");
    }

    @Test
    void whatDoesNotSurviveIsEscaped() {
        assertThat(Json.string("\u2028\u2029\ud800\u007f")).isEqualTo("\"\\u2028\\u2029\\ud800\\u007f\"");
        assertThat(Json.string("😀")).isEqualTo("\"😀\"");
    }
}
