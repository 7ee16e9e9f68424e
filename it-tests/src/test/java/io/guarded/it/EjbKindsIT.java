package io.guarded.it;

import static io.guarded.it.Refusals.assertBusy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.kinds.KindResource;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guard holds for EJBs of all kinds, whoever calls them: others, or the container by a timer. */
@ArquillianTest
class EjbKindsIT {

    /** Payara wants to know a user that has the role as which an EJB runs. */
    private static final String ROLES_OF_PAYARA =
            """
            <glassfish-web-app>
              <security-role-mapping>
                <role-name>member</role-name>
                <principal-name>member</principal-name>
              </security-role-mapping>
            </glassfish-web-app>
            """;

    @ArquillianResource
    URL base;

    private final String name = UUID.randomUUID().toString();
    private Client client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("kinds", Redis.SERVER.url())
                .addPackage(KindResource.class.getPackage())
                .addAsWebInfResource(new StringAsset(ROLES_OF_PAYARA), "glassfish-web.xml");
    }

    /** The first call makes the connections to Redis, which on a busy machine takes longer than an answer may take. */
    @BeforeEach
    void connect() {
        client = new Client(base);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.post("kinds/lock/timeout/" + UUID.randomUUID(), "")
                                .statusCode()
                        == 204);
    }

    @ParameterizedTest
    @CsvSource({"stateful, stateful", "removed, stateful", "singleton, singleton", "shared, shared", "local, local"})
    void secondCallerIsRefusedWhileTheFirstIsInside(String kind, String lock) throws Exception {
        String call = "kinds/call/" + kind + "/" + name;
        CompletableFuture<HttpResponse<String>> first = client.begin(call);
        await().failFast("the first caller was not let in", first::isDone)
                .atMost(Duration.ofMinutes(1))
                .until(() -> waiting() == 1);

        assertBusy(client.post(call, ""));

        client.post("gates/" + name, "");
        assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        await().untilAsserted(
                        () -> assertThat(Redis.has("lock:" + lock + ":" + name)).isFalse());
    }

    /** The container's lock is outside of the guard: who waits for it has not asked for the other one, and is not refused. */
    @Test
    void theContainersLockOfASingletonComesFirst() throws Exception {
        String call = "kinds/call/locked/" + name;
        CompletableFuture<HttpResponse<String>> first = client.begin(call);
        awaitInside();
        CompletableFuture<HttpResponse<String>> second = client.begin(call);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.get("kinds/calls/" + name).body(), "2"::equals);
        assertThat(Redis.has("lock:locked:" + name)).isTrue();

        client.post("gates/" + name, "");
        assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        client.post("gates/" + name, "");

        assertThat(second.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }

    @Test
    void aTimerOfTheProgramRunsInsideItsGuard() {
        client.post("kinds/timer/" + name, "");
        awaitInside();

        assertBusy(client.post("kinds/lock/timeout/" + name, ""));

        client.post("gates/" + name, "");
        awaitFree("kinds/lock/timeout/" + name);
    }

    @Test
    void aTimerWhoseLockIsBusyDoesNotRun() throws Exception {
        CompletableFuture<HttpResponse<String>> holder = client.begin("kinds/hold/timeout/" + name);
        awaitInside();

        client.post("kinds/timer/" + name, "");

        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.get("kinds/refused/timeout/" + name).body().equals("true"));
        assertThat(waiting()).as("only the holder is inside").isEqualTo(1);
        client.post("gates/" + name, "");
        assertThat(holder.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        // the container may have tried again meanwhile
        client.post("gates/" + name, "");
        awaitFree("kinds/lock/timeout/" + name);
    }

    @Test
    void aRunByTheCalendarIsInsideItsGuard() {
        client.post("kinds/schedule/" + name, "");
        awaitInside();

        assertBusy(client.post("kinds/lock/schedule", ""));

        client.post("gates/" + name, "");
        awaitFree("kinds/lock/schedule");
    }

    @Test
    void whoMayNotCallNeverAsksForTheLock() throws Exception {
        CompletableFuture<HttpResponse<String>> holder = client.begin("kinds/call/open/" + name);
        awaitInside();

        assertBusy(client.post("kinds/call/open/" + name, ""));
        assertThat(client.post("kinds/refusal/closed/" + name, "").body()).contains("Access");

        client.post("gates/" + name, "");
        assertThat(holder.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }

    @Test
    @DisabledIfSystemProperty(
            named = "arquillian.launch",
            matches = "liberty",
            disabledReason = "there the server's configuration has to say as whom the role of an application runs")
    void whoMayCallIsGuardedLikeAnybodyElse() throws Exception {
        assertThat(client.post("kinds/refusal/members/" + name, "").body()).contains("Access");
        CompletableFuture<HttpResponse<String>> holder = client.begin("kinds/call/member/" + name);
        awaitInside();

        assertBusy(client.post("kinds/call/member/" + name, ""));
        assertBusy(client.post("kinds/call/open/" + name, ""));

        client.post("gates/" + name, "");
        assertThat(holder.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }

    @Test
    void anAsynchronousMethodWithoutAResultIsGuardedWhileItRuns() {
        assertThat(client.post("kinds/asynchronous/void/" + name, "").body()).isEqualTo("started");
        awaitInside();
        assertThat(Redis.has("lock:asynchronous:" + name)).isTrue();

        client.post("gates/" + name, "");

        await().atMost(Duration.ofMinutes(1)).until(() -> !Redis.has("lock:asynchronous:" + name));
    }

    @Test
    void aRefusedAsynchronousMethodTellsItsCaller() {
        client.post("kinds/asynchronous/void/" + name, "");
        awaitInside();

        assertBusy(client.post("kinds/asynchronous/future/" + name, ""));

        client.post("gates/" + name, "");
        client.post("gates/" + name, "");
        await().atMost(Duration.ofMinutes(1)).until(() -> !Redis.has("lock:asynchronous:" + name));
        assertThat(client.post("kinds/asynchronous/future/" + name, "").body()).isEqualTo("done");
    }

    private void awaitInside() {
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting() == 1);
    }

    private void awaitFree(String lock) {
        await().atMost(Duration.ofMinutes(1)).until(() -> client.post(lock, "").statusCode() == 204);
    }

    private int waiting() {
        return Integer.parseInt(client.get("gates/" + name).body());
    }
}
