package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.redeploy.HoldResource;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers with one application and one Redis exclude each other; one that is killed hands over. */
@ArquillianTest
class TwoServersIT {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return application("first");
    }

    private static WebArchive application(String name) {
        return Wars.example(name, Redis.SERVER.url(), "guarded.lease=" + LEASE + "\n")
                .addPackage(HoldResource.class.getPackage());
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void whatOneHoldsTheOtherGetsWhenItIsKilled() throws Exception {
        try (SecondServer server = SecondServer.start(application("second"))) {
            Client first = new Client(base);
            Client second = new Client(server.url());
            await("second server")
                    .atMost(Duration.ofMinutes(4))
                    .failFast("it has ended", () -> !server.isAlive())
                    // nobody listens yet
                    .ignoreExceptionsMatching(AssertionError.class::isInstance)
                    .until(() -> isFree(second, "nobodys"));
            await("first server").atMost(Duration.ofMinutes(1)).until(() -> isFree(first, "nobodys"));
            String ofFirst = UUID.randomUUID().toString();
            String ofSecond = UUID.randomUUID().toString();
            assertThat(first.post("redeploy/hold/redis/" + ofFirst, "").statusCode())
                    .isEqualTo(204);
            assertThat(second.post("redeploy/hold/redis/" + ofSecond, "").statusCode())
                    .isEqualTo(204);
            assertThat(second.post("redeploy/try/redis/" + ofFirst, "").body()).isEqualTo("busy");
            assertThat(first.post("redeploy/try/redis/" + ofSecond, "").body()).isEqualTo("busy");
            CompletableFuture<HttpResponse<String>> wait = first.begin("redeploy/wait/redis/" + ofSecond);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> first.get("redeploy/waiters").body(), "1"::equals);

            server.kill();
            long killed = System.nanoTime();
            // renewed by nobody any more
            Duration lease = Duration.ofMillis(Long.parseLong(Redis.SERVER.command("PTTL", "lock:" + ofSecond)));

            assertThat(wait.get(2, TimeUnit.MINUTES).body()).endsWith(": acquired");
            Duration waited = Duration.ofNanos(System.nanoTime() - killed);
            Freed.note("lease of " + lease.toMillis() + " ms left by a server killed", waited.toMillis());
            assertThat(lease).as("what was left of the lease").isBetween(Duration.ZERO, LEASE);
            assertThat(waited)
                    .as("what was left of the lease, and a slow machine; less than a second lease")
                    .isBetween(lease.minusMillis(500), lease.plus(MARGIN));
        }
    }

    private static boolean isFree(Client client, String name) {
        return client.post("redeploy/try/redis/" + name, "").body().equals("free");
    }
}
