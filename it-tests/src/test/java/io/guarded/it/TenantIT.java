package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** The runs of one tenant come one after the other; those of another go on beside them. */
@ArquillianTest
class TenantIT {

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("tenant", Redis.SERVER.url());
    }

    @Test
    void secondRunWaitsForTheFirst() throws Exception {
        Client client = new Client(base).awaitRedis();
        String tenant = UUID.randomUUID().toString();
        String gate = "gates/ledger-" + tenant;
        CompletableFuture<HttpResponse<String>> first = client.begin("tenants?tenant=" + tenant + "&amount=5");
        awaitOneInside(client, gate, first);
        CompletableFuture<HttpResponse<String>> second = client.begin("tenants?tenant=" + tenant + "&amount=2");

        String other = UUID.randomUUID().toString();
        client.post("gates/ledger-" + other, "");
        assertThat(client.post("tenants?tenant=" + other + "&amount=9", "").body())
                .isEqualTo("9");
        assertThat(client.get(gate).body()).as("inside").isEqualTo("1");

        client.post(gate, "");
        awaitOneInside(client, gate, CompletableFuture.allOf(first, second));
        client.post(gate, "");
        // without the lock both would have read 0
        assertThat(first.get(60, TimeUnit.SECONDS).body()).isIn("5", "7");
        assertThat(second.get(60, TimeUnit.SECONDS).body()).isIn("2", "7");
        client.post(gate, "");
        assertThat(client.post("tenants?tenant=" + tenant + "&amount=0", "").body())
                .isEqualTo("7");
    }

    private static void awaitOneInside(Client client, String gate, CompletableFuture<?> run) {
        await().atMost(Duration.ofMinutes(1))
                .failFast("the run ended before", run::isDone)
                .until(() -> client.get(gate).body().equals("1"));
    }
}
