package io.guarded.it;

import static io.guarded.it.Refusals.assertBusy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.tx.Rows;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lock lasts until what was done under it is committed, in the server's own transactions and database. */
@ArquillianTest
class TransactionIT {

    @ArquillianResource
    URL base;

    private final String name = UUID.randomUUID().toString();
    private Client client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("transaction", Redis.SERVER.url()).addPackage(Rows.class.getPackage());
    }

    /** The first call makes the connections to Redis, which on a busy machine takes longer than an answer may take. */
    @BeforeEach
    void connect() {
        client = new Client(base);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.post("rows/count/" + UUID.randomUUID(), "").statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "bean", "annotated"})
    void whoComesNextSeesTheCommittedRow(String kind) throws Exception {
        CompletableFuture<HttpResponse<String>> writing = client.begin("rows/" + kind + "/" + name);
        awaitCommit(writing);

        assertBusy(client.post("rows/container/" + name, ""));
        CompletableFuture<HttpResponse<String>> next = client.begin("rows/count/" + name);
        assertThat(client.post("rows/seen/" + name, "").body()).isEqualTo("0");
        assertThat(Redis.has("lock:row:" + name)).isTrue();

        client.post("gates/" + name, "");
        assertThat(writing.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        assertThat(next.get(60, TimeUnit.SECONDS).body()).isEqualTo("1");
        await().untilAsserted(() -> assertThat(Redis.has("lock:row:" + name)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"container-lost", "annotated-lost"})
    void whatWasWrittenUnderALostLockIsRolledBack(String kind) {
        HttpResponse<String> answer = client.post("rows/" + kind + "/" + name, "");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).endsWith("\"status_code\":500}");
        assertThat(client.post("rows/seen/" + name, "").body()).isEqualTo("0");

        String later = UUID.randomUUID().toString();
        client.post("gates/" + later, "");
        assertThat(client.post("rows/bean/" + later, "").statusCode()).isEqualTo(204);
        assertThat(client.post("rows/seen/" + name, "").body())
                .as("not committed by who comes next on the same connection")
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"commit, 204, 2", "fail, 500, 0"})
    void theSameNameTwiceIsOneHoldToTheEndOfItsTransaction(String end, int status, String rows) throws Exception {
        CompletableFuture<HttpResponse<String>> writing = client.begin("rows/twice/" + end + "/" + name);
        awaitCommit(writing);

        assertBusy(client.post("rows/container/" + name, ""));
        CompletableFuture<HttpResponse<String>> next = client.begin("rows/count/" + name);
        assertThat(Redis.has("lock:row:" + name)).isTrue();

        assertEnds(writing, status);
        assertThat(next.get(60, TimeUnit.SECONDS).body()).isEqualTo(rows);
        await().untilAsserted(() -> assertThat(Redis.has("lock:row:" + name)).isFalse());
    }

    @Test
    void theLockIsKeptUntilAFailedCallIsRolledBack() throws Exception {
        CompletableFuture<HttpResponse<String>> writing = client.begin("rows/annotated-fails/" + name);
        awaitCommit(writing);

        assertBusy(client.post("rows/container/" + name, ""));

        assertEnds(writing, 500);
        assertThat(client.post("rows/seen/" + name, "").body()).isEqualTo("0");
        assertThat(Redis.has("lock:row:" + name)).isFalse();
    }

    @Test
    void aBodyThatOutlivesItsTransactionKeepsTheLockToItsEnd() throws Exception {
        CompletableFuture<HttpResponse<String>> writing = client.begin("rows/outlived/" + name);
        awaitCommit(writing);

        assertBusy(client.post("rows/container/" + name, ""));

        assertEnds(writing, 204);
        assertThat(client.post("rows/seen/" + name, "").body()).isEqualTo("0");
        assertThat(Redis.has("lock:row:" + name)).isFalse();
    }

    @Test
    void aTransactionThatIsToRollBackDoesNotKeepTheLock() {
        assertThat(client.post("rows/marked/" + name, "").body())
                .as("in the call, after the call")
                .isEqualTo("true, false");

        assertThat(Redis.has("lock:row:" + name)).isFalse();
    }

    @Test
    void aNameThatCannotBeMadeCrossesEjbsUnwrappedAndRollsBack() {
        assertThat(client.post("rows/refusal/" + name + "/nobody", "").body()).isEqualTo("LockKeyException");

        assertThat(client.post("rows/seen/" + name, "").body()).isEqualTo("0");
    }

    @Test
    void aStoreThatDoesNotAnswerCrossesEjbsUnwrappedAndRollsBack() {
        Redis.SERVER.pause();
        try {
            assertThat(client.post("rows/refusal/" + name + "/" + UUID.randomUUID(), "")
                            .body())
                    .isEqualTo("LockUnavailableException");
        } finally {
            Redis.SERVER.resume();
        }

        assertThat(client.post("rows/seen/" + name, "").body()).isEqualTo("0");
    }

    @Test
    void aRefusalCrossesEjbsUnwrappedAndRollsBack() throws Exception {
        String caught = UUID.randomUUID().toString();
        String thrown = UUID.randomUUID().toString();
        CompletableFuture<HttpResponse<String>> writing = client.begin("rows/container/" + name);
        awaitCommit(writing);

        assertBusy(client.post("rows/beside/" + thrown + "/" + name, ""));
        assertThat(client.post("rows/catching/" + caught + "/" + name, "").statusCode())
                .as("who has caught it ends as if nothing had happened")
                .isEqualTo(204);

        client.post("gates/" + name, "");
        assertThat(writing.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        assertThat(client.post("rows/seen/" + thrown, "").body()).isEqualTo("0");
        assertThat(client.post("rows/seen/" + caught, "").body()).isEqualTo("0");
    }

    @Test
    void aSecondTransactionOfTheThreadIsRefusedInsteadOfWaitingForTheFirst() {
        String answer = client.post("rows/apart/" + name, "").body();

        assertThat(answer).contains("IllegalStateException", "is kept by another transaction of this thread");
        assertThat(Redis.has("lock:row:" + name)).isFalse();
    }

    private void assertEnds(CompletableFuture<HttpResponse<String>> call, int status) throws Exception {
        client.post("gates/" + name, "");
        assertThat(call.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(status);
    }

    /** The first transaction has done its work and is about to commit. */
    private void awaitCommit(CompletableFuture<HttpResponse<String>> writing) {
        await().failFast("the first writer was not let in", writing::isDone)
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.get("gates/" + name).body().equals("1"));
    }
}
