package io.guarded.it;

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
import org.junit.jupiter.api.Test;

/** A session's lock by hand is that of the chat, by the key that its clients in other languages know. */
@ArquillianTest
class SessionLockIT {

    private final String session = UUID.randomUUID().toString();
    private final String key = "lock:session:ada:" + session;
    private final String chat = "chat/ada/" + session;
    private final String script = "script/ada/" + session;
    private final String lock = "session-lock/ada/" + session;

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("session-lock", Redis.SERVER.url());
    }

    private HttpResponse<InputStream> begin(Client client, String word) throws Exception {
        client.post(script, word);
        HttpResponse<InputStream> answer = client.stream(chat, "why?").get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body().readNBytes(word.length()), UTF_8)).isEqualTo(word);
        return answer;
    }

    @Test
    void forcedReleaseLetsTheNextInAndEndsNoOtherHold() throws Exception {
        Client client = new Client(base).awaitRedis();
        assertThat(client.get(lock).body()).isEqualTo("false");
        HttpResponse<InputStream> first = begin(client, "one");

        assertThat(Redis.SERVER.command("TYPE", key)).isEqualTo("hash");
        assertThat(client.get(lock).body()).isEqualTo("true");
        String id = client.get(lock + "/id").body();
        assertThat(client.delete(lock + "?id=somebody-else").body()).isEqualTo("false");
        assertThat(Redis.has(key)).isTrue();
        assertThat(client.delete(lock + "?id=" + id).body()).isEqualTo("true");
        assertThat(Redis.has(key)).isFalse();
        assertThat(client.get(lock).body()).isEqualTo("false");

        client.post(script, GO_ON);
        assertThat(new String(first.body().readNBytes(MORE.length()), UTF_8)).isEqualTo(MORE);
        HttpResponse<InputStream> second = begin(client, "two");
        assertThat(client.get(lock + "/id").body()).isNotEqualTo(id).isNotEmpty();
        assertThat(client.delete(lock + "?id=" + id).body())
                .as("the hold that is over")
                .isEqualTo("false");
        assertThat(Redis.has(key)).isTrue();
        first.body().close();
        client.delete(script);
        assertThat(second.body().read()).isEqualTo(-1);
        await().until(() -> !Redis.has(key));
    }
}
