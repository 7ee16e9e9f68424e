package io.guarded.it;

import static io.guarded.it.app.ScriptedAnswers.FAILURE;
import static io.guarded.it.app.ScriptedAnswers.GO_ON;
import static io.guarded.it.app.ScriptedAnswers.MORE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
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

/** The chat as server-sent events: the same session and the same lock as the chat as text, to the end of the events. */
@ArquillianTest
class ChatEventsIT {

    private final String session = UUID.randomUUID().toString();
    private final String key = "lock:session:ada:" + session;
    private final String chat = "chat/ada/" + session;
    private final String script = "script/ada/" + session;

    @ArquillianResource
    URL base;

    private Client client;
    private HttpResponse<InputStream> answer;
    private BufferedReader events;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("chat-events", Redis.SERVER.url());
    }

    @BeforeEach
    void begin() throws Exception {
        client = new Client(base).awaitRedis();
        client.post(script, "AI 想一想");
        answer = client.events(chat, "why?").get(60, TimeUnit.SECONDS);
        events = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(next()).isEqualTo("AI 想一想");
        assertThat(Redis.has(key)).isTrue();
    }

    /** Reads the data of the next event; null at the end. */
    private String next() throws Exception {
        String line = events.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = events.readLine();
        }
        return line == null ? null : line.substring("data:".length()).trim();
    }

    private void goOn() throws Exception {
        client.post(script, GO_ON);
        assertThat(next()).isEqualTo(MORE.trim());
        assertThat(next()).isEqualTo(MORE.trim());
        assertThat(Redis.has(key)).isTrue();
    }

    private HttpResponse<InputStream> askForEvents() throws Exception {
        return client.events(chat, "and?").get(60, TimeUnit.SECONDS);
    }

    @Test
    void sessionIsBusyForTextAndEventsUntilTheLastOne() throws Exception {
        Refusals.assertBusy(client.post(chat, "and?"));
        HttpResponse<InputStream> busy = askForEvents();
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).isPresent();
        assertThat(new String(busy.body().readAllBytes(), UTF_8)).contains("I am still thinking");

        client.post(script, "because.");
        assertThat(next()).isEqualTo("because.");
        assertThat(askForEvents().statusCode()).isEqualTo(429);
        assertThat(Redis.has(key)).isTrue();

        client.delete(script);
        assertThat(next()).as("the end").isNull();
        assertThat(Redis.has(key)).as("held after the end").isFalse();
        client.post(script, "yes");
        client.delete(script);
        assertThat(client.post(chat, "really?").body()).isEqualTo("yes");
    }

    @Test
    void clientThatGoesAwayFreesTheSession() throws Exception {
        goOn();

        long gone = System.nanoTime();
        answer.body().close();

        Freed.assertSoon(key, gone, "client of events gone");
    }

    @Test
    void stopEndsTheEventsAndFreesTheSession() throws Exception {
        long stopped = System.nanoTime();
        assertThat(client.post(chat + "/stop", "").statusCode()).isEqualTo(202);

        Freed.assertSoon(key, stopped, "stop of events");
        assertThat(next()).as("the end").isNull();
    }

    @Test
    void failureInTheMiddleFreesTheSession() throws Exception {
        long failed = System.nanoTime();
        client.post(script, FAILURE);

        Freed.assertSoon(key, failed, "failure of events");
        assertThat(next()).as("the end").isNull();
    }
}
