package io.guarded.it;

import static io.guarded.it.app.ScriptedAnswers.FAILURE;
import static io.guarded.it.app.ScriptedAnswers.GO_ON;
import static io.guarded.it.app.ScriptedAnswers.MORE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URL;
import java.net.http.HttpResponse;
import java.util.UUID;
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
        client = new Client(base).awaitRedis();
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
        await().untilAsserted(() -> assertThat(Redis.has(key)).isFalse());
    }

    /** From now on the server writes something every 400 ms. */
    private void goOn(HttpResponse<InputStream> answer) throws Exception {
        client.post(script, GO_ON);
        assertThat(new String(answer.body().readNBytes(2 * MORE.length()), UTF_8))
                .isEqualTo(MORE + MORE);
        assertThat(Redis.has(key)).isTrue();
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

        long stopped = System.nanoTime();
        assertThat(client.post(chat + "/stop", "").statusCode()).isEqualTo(202);

        Freed.assertSoon(key, stopped, "stop of a chat that thinks");
        assertThat(answer.body().readAllBytes()).as("what came after the stop").isEmpty();
        assertThat(client.post(chat + "/stop", "").statusCode()).isEqualTo(404);
        client.post(script, "yes");
        client.delete(script);
        assertThat(client.post(chat, "really?").body()).isEqualTo("yes");
    }

    @Test
    void stopEndsAnAnswerThatIsBeingWritten() throws Exception {
        HttpResponse<InputStream> answer = begin();
        goOn(answer);

        long stopped = System.nanoTime();
        assertThat(client.post(chat + "/stop", "").statusCode()).isEqualTo(202);

        Freed.assertSoon(key, stopped, "stop of a chat that writes");
        assertThat(new String(answer.body().readAllBytes(), UTF_8)).matches("(more )*");
    }

    @Test
    void clientThatGoesAwayFreesTheSession() throws Exception {
        HttpResponse<InputStream> answer = begin();
        goOn(answer);

        long gone = System.nanoTime();
        answer.body().close();

        Freed.assertSoon(key, gone, "client of a chat gone");
        client.post(script, "yes");
        client.delete(script);
        assertThat(client.post(chat, "really?").body()).isEqualTo("yes");
    }

    @Test
    void failureInTheMiddleFreesTheSession() throws Exception {
        begin();

        long failed = System.nanoTime();
        client.post(script, FAILURE);

        Freed.assertSoon(key, failed, "failure of a chat");
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
}
