package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Many clients on a few sessions. In a build only a few of them; {@code -Pload} has 200 clients on 20 sessions for 20 seconds.
 * What was seen is written to {@code target/load.txt}.
 */
@ArquillianTest
class LoadIT {

    private static final int CLIENTS = Integer.getInteger("guarded.load.clients", 20);
    private static final int SESSIONS = Math.max(2, CLIENTS / 10);
    private static final int SECONDS = Integer.getInteger("guarded.load.seconds", 3);

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("load", Redis.SERVER.url());
    }

    @Test
    void sessionIsNeverEnteredTwiceAndWhoComesInBetweenIsRefused() throws Exception {
        Client client = new Client(base).awaitRedis();
        await().until(() -> client.post("load/guarded/first", "").statusCode() == 200);

        Load plain = Load.of(CLIENTS, SECONDS, number -> client.post("load/plain", ""));
        Load guarded = Load.of(CLIENTS, SECONDS, number -> client.post("load/guarded/" + number % SESSIONS, ""));

        Files.writeString(
                Path.of("target", "load.txt"),
                base.getPort() + ": " + CLIENTS + " clients, " + SESSIONS + " sessions, " + SECONDS + " s: "
                        + guarded.count(200) + " answered, " + guarded.count(429) + " refused (median "
                        + guarded.millis(429, 0.5) + ", p99 " + guarded.millis(429, 0.99) + "); plain "
                        + plain.count(200) + " (median " + plain.millis(200, 0.5) + ", p99 " + plain.millis(200, 0.99)
                        + ")\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertThat(client.get("load/intrusions").body()).isEqualTo("0");
        assertThat(guarded.count(200)).isPositive();
        assertThat(guarded.count(429)).isPositive();
        assertThat(guarded.countOthers(200, 429)).isZero();
        await().untilAsserted(
                        () -> assertThat(client.get("load/waiting").body()).isEqualTo("0"));
        await().untilAsserted(() ->
                assertThat(Redis.SERVER.command("KEYS", "lock:load:*")).isEmpty());
    }
}
