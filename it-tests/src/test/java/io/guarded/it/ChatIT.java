package io.guarded.it;

import static io.guarded.it.Refusals.assertBusy;
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
import org.junit.jupiter.api.Test;

/** A session is busy from its question to the last byte of the answer. */
@ArquillianTest
class ChatIT {

    private final String session = UUID.randomUUID().toString();
    private final String key = "lock:session:ada:" + session;
    private final String chat = "chat/ada/" + session;
    private final String script = "script/ada/" + session;

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("chat", Redis.SERVER.url());
    }

    @Test
    void secondQuestionIsRefusedUntilTheLastByteIsOut() throws Exception {
        Client client = new Client(base).awaitRedis();
        client.post(script, "well, ");
        HttpResponse<InputStream> first = client.stream(chat, "why?").get(60, TimeUnit.SECONDS);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(read(first, "well, ")).isEqualTo("well, ");

        assertBusy(client.post(chat, "and?"));
        assertThat(Redis.has(key)).isTrue();
        assertThat(client.get(chat + "/status").body()).contains("\"busy\":true");

        client.post(script, "because.");
        assertThat(read(first, "because.")).isEqualTo("because.");
        assertBusy(client.post(chat, "and?"));
        assertThat(Redis.has(key)).isTrue();

        client.delete(script);
        assertThat(first.body().read()).as("the end").isEqualTo(-1);
        await().untilAsserted(() -> assertThat(Redis.has(key)).isFalse());
        assertThat(client.get(chat + "/status").body()).contains("\"busy\":false");
        client.post(script, "yes");
        client.delete(script);
        HttpResponse<String> next = client.post(chat, "really?");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).isEqualTo("yes");
    }

    @Test
    void otherSessionsGoOnBesideIt() throws Exception {
        Client client = new Client(base).awaitRedis();
        client.post(script, "well, ");
        HttpResponse<InputStream> first = client.stream(chat, "why?").get(60, TimeUnit.SECONDS);
        read(first, "well, ");

        client.post(script + "-b", "yes");
        client.delete(script + "-b");
        HttpResponse<String> other = client.post(chat + "-b", "really?");

        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo("yes");
        assertThat(Redis.has(key)).isTrue();
        client.delete(script);
        assertThat(first.body().read()).isEqualTo(-1);
    }

    /** Reads as many bytes as a text has; blocks until the server has sent them. */
    private static String read(HttpResponse<InputStream> answer, String expected) throws Exception {
        return new String(answer.body().readNBytes(expected.getBytes(UTF_8).length), UTF_8);
    }
}
