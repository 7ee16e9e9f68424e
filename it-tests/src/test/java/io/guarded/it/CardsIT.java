package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the example's page asks of the server: the graph, the account and the report. */
@ArquillianTest
class CardsIT {

    private static final String REPORT = "lock:cron:daily_report";

    private final String id = UUID.randomUUID().toString();

    @ArquillianResource
    URL base;

    private Client client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.untouched("cards", Redis.SERVER.url());
    }

    @BeforeEach
    void connect() {
        client = new Client(base).awaitRedis();
    }

    /** Each reads what is known, thinks, and writes: without the locks of all its entities it would lose the others' mentions. */
    @Test
    void documentsThatNameTheSameInAnotherOrderLoseNoMention() {
        String graph = "graphs/" + id;
        List<CompletableFuture<HttpResponse<String>>> merges = List.of(
                client.begin(graph + "?entity=ada&entity=babbage"),
                client.begin(graph + "?entity=babbage&entity=london&entity=ada"),
                client.begin(graph + "?entity=london&entity=ada&entity=ada"),
                client.begin(graph + "?entity=turing"));

        assertThat(merges)
                .allSatisfy(merge ->
                        assertThat(merge.get(2, TimeUnit.MINUTES).statusCode()).isEqualTo(200));

        assertThat(client.get(graph + "?entity=ada&entity=babbage&entity=london&entity=turing")
                        .body())
                .containsSubsequence(
                        "{\"documents\":3,\"entity\":\"ada\"}",
                        "{\"documents\":2,\"entity\":\"babbage\"}",
                        "{\"documents\":2,\"entity\":\"london\"}",
                        "{\"documents\":1,\"entity\":\"turing\"}");
        assertThat(Redis.SERVER.command("KEYS", "lock:entity:" + id + ":*")).isEmpty();
    }

    /** One entity that somebody else has is enough, and the others are not kept meanwhile. */
    @Test
    void aDocumentWaitsForEachOfItsEntities() throws Exception {
        String taken = "lock:entity:" + id + ":babbage";
        Redis.SERVER.command("HSET", taken, "another-node:1", "1");
        Redis.SERVER.command("PEXPIRE", taken, "600000");
        CompletableFuture<HttpResponse<String>> merge = client.begin("graphs/" + id + "?entity=zuse&entity=babbage");

        // twice as long as it would take if it did not wait
        for (int documents = 0; documents < 2; documents++) {
            assertThat(client.post("graphs/" + id + "?entity=turing", "").statusCode())
                    .isEqualTo(200);
        }
        assertThat(merge).isNotDone();

        Redis.SERVER.command("DEL", taken);
        assertThat(merge.get(1, TimeUnit.MINUTES).body()).contains("{\"documents\":1,\"entity\":\"zuse\"}");
    }

    @Test
    void aDocumentOfNothingOrOfTooMuchIsRefused() {
        assertThat(client.post("graphs/" + id, "").statusCode()).isEqualTo(400);
        assertThat(client.post("graphs/" + id + "?entity=" + "x".repeat(101), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("graphs/" + id + "?entity=ada" + "&entity=ada".repeat(20), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.get("accounts/" + "x".repeat(101)).statusCode()).isEqualTo(400);
    }

    @Test
    void theRowRefusesAHolderThatStoodStillWhileAnotherOneBooked() throws Exception {
        String account = "accounts/" + id;
        CompletableFuture<HttpResponse<String>> first = standing(account);

        HttpResponse<String> second = client.post(account + "?amount=3", "");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("\"accepted\":true", "\"balance\":3");
        assertThat(client.post(account + "/wake", "").statusCode()).isEqualTo(204);

        assertThat(first.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(409);
        assertThat(first.get().body()).contains("\"accepted\":false", "\"balance\":5");
        assertThat(client.get(account).body()).contains("\"balance\":3", "\"paused\":0");
        assertThat(client.post(account + "/wake", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aSecondHolderIsNotLetStandStillAndKeepsNoThread() throws Exception {
        String account = "accounts/" + id;
        CompletableFuture<HttpResponse<String>> first = standing(account);

        HttpResponse<String> second = client.post(account + "-other?paused=true", "");

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).contains("\"error\":\"A holder stands still on this node already.");
        assertThat(client.post(account + "-other?amount=3", "").statusCode())
                .as("without standing still")
                .isEqualTo(200);
        assertThat(first).isNotDone();
        client.post(account + "/wake", "");
        first.get(1, TimeUnit.MINUTES);
        CompletableFuture<HttpResponse<String>> third = standing(account + "-other");
        client.post(account + "-other/wake", "");
        assertThat(third.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> standing(String account) {
        CompletableFuture<HttpResponse<String>> booking = client.begin(account + "?amount=5&paused=true");
        await().atMost(Duration.ofMinutes(1))
                .failFast("it ended before", booking::isDone)
                .until(() -> !client.get(account).body().contains("\"paused\":0"));
        return booking;
    }

    @Test
    void theReportIsSkippedWhileAnotherNodeIsAtIt() {
        Redis.SERVER.command("HSET", REPORT, "another-node:1", "1");
        Redis.SERVER.command("PEXPIRE", REPORT, "600000");

        assertThat(client.post("report", "").statusCode()).isEqualTo(204);
        assertThat(client.get("report").body()).contains("skipped").doesNotContain("written");

        Redis.SERVER.command("DEL", REPORT);
        client.post("report", "");
        assertThat(client.get("report").body()).contains("written, the 1. of this node");
    }
}
