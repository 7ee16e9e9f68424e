package io.guarded.it;

import static io.guarded.it.Refusals.assertBusy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard spans the work that goes on when the method has returned. */
@ArquillianTest
class LaterIT {

    private final String name = UUID.randomUUID().toString();

    @ArquillianResource
    URL base;

    private Client client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("later", Redis.SERVER.url());
    }

    @BeforeEach
    void connect() {
        client = new Client(base).awaitRedis();
    }

    private void awaitFree(String key) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !Redis.has(key));
    }

    private void awaitAtGate() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get("gates/" + name).body().equals("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "stage"})
    void requestIsGuardedUntilItIsAnswered(String kind) throws Exception {
        String key = "lock:" + kind + ":" + name;
        CompletableFuture<HttpResponse<String>> first = client.begin("later/" + kind + "/" + name);
        awaitAtGate();

        assertBusy(client.post("later/" + kind + "/" + name, ""));
        assertThat(Redis.has(key)).isTrue();
        assertThat(first).isNotDone();

        client.post("gates/" + name, "");
        assertThat(first.get(60, TimeUnit.SECONDS).body()).isEqualTo("done");
        assertThat(Redis.has(key)).isFalse();
    }

    @Test
    void eventsAreGuardedUntilTheSinkIsClosed() throws Exception {
        String key = "lock:events:" + name;
        String script = "script/events/" + name;
        client.post(script, "one");
        HttpResponse<InputStream> first =
                client.stream("later/events/" + name, "").get(60, TimeUnit.SECONDS);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(Redis.has(key)).isTrue();
        assertBusy(client.post("later/events/" + name, ""));

        client.post(script, "two");
        client.delete(script);
        assertThat(new String(first.body().readAllBytes(), UTF_8)).contains("data: one", "data: two");
        assertThat(Redis.has(key)).isFalse();
    }

    @Test
    void asynchronousMethodOfAnEjbIsGuardedWhileItRuns() {
        assertGuardedWhileItRuns("later/ejb/" + name, "lock:ejb-later:" + name);
    }

    @Test
    void asynchronousMethodOfABeanIsGuardedWhileItRuns() {
        assertGuardedWhileItRuns("later/bean/" + name, "lock:bean-later:" + name);
    }

    private void assertGuardedWhileItRuns(String path, String key) {
        assertThat(client.post(path, "").body()).isEqualTo("false");
        awaitAtGate();
        assertThat(Redis.has(key)).isTrue();

        client.post("gates/" + name, "");
        awaitFree(key);
    }
}
