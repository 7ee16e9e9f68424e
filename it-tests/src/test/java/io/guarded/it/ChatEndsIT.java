package io.guarded.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a chat's answer can end otherwise than by its last word, and what clients are told that come in between. */
@ArquillianTest
class ChatEndsIT {

    /** Two seconds are promised to a stream that writes each half second; the rest is for a slow machine. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String session = UUID.randomUUID().toString();
    private final String key = "lock:session:ada:" + session;
    private final String chat = "chat/ada/" + session;
    private final String script = "script/ada/" + session;

    @ArquillianResource
    URL base;

    private Client client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("chat-ends", Redis.SERVER.url());
    }

    @BeforeEach
    void connect() {
        client = new Client(base);
    }

    private HttpResponse<InputStream> begin() throws Exception {
        client.post(script, "well, ");
        HttpResponse<InputStream> answer = client.stream(chat, "why?").get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body().readNBytes(6), UTF_8)).isEqualTo("well, ");
        assertThat(Redis.has(key)).isTrue();
        return answer;
    }

    private void awaitFree() {
        await().atMost(SOON).untilAsserted(() -> assertThat(Redis.has(key)).isFalse());
    }

    private static String body(String user, String session) {
        return "{\"userId\":\"" + user + "\",\"sessionId\":\"" + session + "\",\"question\":\"and?\"}";
    }

    private HttpResponse<String> ask(String user, String session) {
        return client.postJson("chat", body(user, session), "en", "*/*");
    }

    @Test
    void stopEndsTheAnswerAndFreesTheSession() throws Exception {
        assertThat(client.post(chat + "/stop", "").statusCode()).isEqualTo(404);
        HttpResponse<InputStream> answer = begin();

        assertThat(client.post(chat + "/stop", "").statusCode()).isEqualTo(202);
        client.post(script, "the last");

        assertThat(new String(answer.body().readAllBytes(), UTF_8)).isEqualTo("the last");
        awaitFree();
        assertThat(client.post(chat + "/stop", "").statusCode()).isEqualTo(404);
    }

    @Test
    void clientThatGoesAwayFreesTheSession() throws Exception {
        HttpResponse<InputStream> answer = begin();
        ScheduledExecutorService words = Executors.newSingleThreadScheduledExecutor();
        try {
            answer.body().close();
            var unused =
                    words.scheduleWithFixedDelay(() -> client.post(script, "more "), 0, 300, TimeUnit.MILLISECONDS);

            awaitFree();
        } finally {
            words.shutdownNow();
        }
    }

    @Test
    void failureInTheMiddleFreesTheSession() throws Exception {
        begin();

        client.post(script, "(fail)");

        awaitFree();
    }

    @Test
    void sessionInTheBodyIsTheSameLock() throws Exception {
        HttpResponse<InputStream> answer = begin();

        HttpResponse<String> busy = ask("ada", session);

        Refusals.assertBusy(busy);
        assertThat(busy.body()).contains("I am still thinking").doesNotContain(session);
        client.delete(script);
        assertThat(answer.body().read()).isEqualTo(-1);
        awaitFree();
        client.post(script, "yes");
        client.delete(script);
        assertThat(ask("ada", session).body()).isEqualTo("yes");
    }

    @Test
    void busySpeaksTheClientsLanguageAndFormat() throws Exception {
        HttpResponse<InputStream> answer = begin();

        HttpResponse<String> chinese = client.postJson("chat", body("ada", session), "zh-CN", "*/*");
        assertThat(chinese.statusCode()).isEqualTo(429);
        assertThat(chinese.body()).contains("\"error\":\"AI 正在思考中，请稍后再试\"");
        assertThat(chinese.headers().firstValue("Content-Language")).contains("zh");
        HttpResponse<String> problem =
                client.postJson("chat", body("ada", session), "en", "text/plain;q=0.5, application/problem+json");
        assertThat(problem.statusCode()).isEqualTo(429);
        assertThat(problem.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(problem.body())
                .startsWith("{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429");

        client.delete(script);
        assertThat(answer.body().read()).isEqualTo(-1);
    }

    @Test
    void sessionThatIsMissingIsABadRequest() {
        for (String body :
                new String[] {"{\"userId\":\"ada\"}", body("ada", ""), body("", session), body(" ", session), "{}"}) {
            HttpResponse<String> answer = client.postJson("chat", body, "en", "*/*");

            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("\"status_code\":400").contains("request.");
        }
    }

    @Test
    void strangeSessionsAreSessionsOfTheirOwn() {
        String long1 = "x".repeat(1_000_000);
        for (String strange : new String[] {
            session + ":a",
            session + "%3Aa",
            session + "{a}",
            session + "\u00e9\ud83d\ude00",
            session + "\\r\\nX: y",
            long1
        }) {
            client.postJson("script", body("ada", strange), "en", "*/*");

            HttpResponse<String> answer = ask("ada", strange);

            assertThat(answer.statusCode()).as(strange.substring(0, 30)).isEqualTo(200);
            assertThat(answer.headers().map()).doesNotContainKey("x");
        }
    }
}
