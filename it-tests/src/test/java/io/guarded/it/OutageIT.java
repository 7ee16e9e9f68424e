package io.guarded.it;

import static io.guarded.it.Refusals.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.observed.ToldResource;
import io.guarded.redis.testing.RedisServer;
import java.net.URL;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Without Redis an application deploys, refuses with 503, and goes on when Redis comes. */
@ArquillianTest
class OutageIT {

    private static final RedisServer REDIS = RedisServer.start();

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        REDIS.stop();
        return Wars.example("outage", REDIS.url()).addPackage(ToldResource.class.getPackage());
    }

    @AfterAll
    static void end() {
        REDIS.close();
    }

    @Test
    void redisAwayIsUnavailableAndNotBusy() {
        Client client = new Client(base);
        String session = UUID.randomUUID().toString();
        String chat = "chat/ada/" + session;
        client.post("script/ada/" + session, "yes");
        client.delete("script/ada/" + session);

        assertUnavailable(client.post(chat, "why?"));
        assertUnavailable(client.get(chat + "/status"));
        String name = UUID.randomUUID().toString();
        client.post("gates/" + name, "");
        assertThat(client.post("work/cdi/threading/" + name, "").statusCode())
                .as("what needs no Redis")
                .isEqualTo(204);
        assertTold(client, "cdi:threading:" + name, "Acquired LaterAcquired LaterReleased Released");
        assertUnavailableWithoutASystemException(client, name);
        assertTold(client, "ejb:redis:" + name, "LaterUnavailable Unavailable");

        REDIS.restart();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(client.get(chat + "/status").statusCode()).isEqualTo(200));
        assertThat(client.post(chat, "why?").body()).isEqualTo("yes");
    }

    private static void assertUnavailableWithoutASystemException(Client client, String name) {
        ServerLog log = ServerLog.fromNow();
        assertUnavailable(client.post("work/ejb/redis/" + name, ""));
        client.post("log/" + name, "");
        assertThat(log.awaitText(name)).doesNotContain(ServerLog.SYSTEM_EXCEPTIONS);
    }

    /** Observers are told on other threads, some time later. */
    private static void assertTold(Client client, String lock, String facts) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(client.get("told?lock=" + lock).body()).isEqualTo(facts));
    }
}
