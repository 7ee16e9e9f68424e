package io.guarded.it;

import static io.guarded.it.Refusals.assertBusy;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guard is exclusive, in whatever kind of bean and over whatever store. */
@ArquillianTest
class MutualExclusionIT {

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("exclusion", Redis.SERVER.url());
    }

    @ParameterizedTest
    @CsvSource({
        "cdi, threading",
        "cdi, redis",
        "ejb, threading",
        "ejb, redis",
        "rest, threading",
        "rest, redis",
        "manager, threading",
        "manager, redis"
    })
    void secondCallerIsRefusedWhileTheFirstIsInside(String kind, String type) throws Exception {
        Client client = new Client(base).awaitRedis();
        String name = UUID.randomUUID().toString();
        String work = "work/" + kind + "/" + type + "/";
        String key = "lock:" + kind + ":" + type + ":" + name;
        CompletableFuture<HttpResponse<String>> first = client.begin(work + name);
        awaitInside(client, name, first);

        assertBusy(client.post(work + name, ""));
        assertThat(Redis.has(key)).isEqualTo(type.equals("redis"));

        String other = UUID.randomUUID().toString();
        client.post("gates/" + other, "");
        assertThat(client.post(work + other, "").statusCode()).isEqualTo(204);

        client.post("gates/" + name, "");
        assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        client.post("gates/" + name, "");
        assertThat(client.post(work + name, "").statusCode()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(Redis.has(key)).isFalse());
    }

    @Test
    void refusalInAnEjbIsNoSystemException() throws Exception {
        Client client = new Client(base).awaitRedis();
        ServerLog log = ServerLog.fromNow();
        String name = UUID.randomUUID().toString();
        CompletableFuture<HttpResponse<String>> first = client.begin("work/ejb/threading/" + name);
        awaitInside(client, name, first);

        assertBusy(client.post("work/ejb/threading/" + name, ""));

        client.post("log/" + name, "");
        assertThat(log.awaitText(name))
                .doesNotContain(ServerLog.SYSTEM_EXCEPTIONS)
                .doesNotContain("LockBusyException");
        client.post("gates/" + name, "");
        assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }

    /** Else the servers might log failures by other codes than those that the tests look for. */
    @Test
    void aFailureOfAnEjbIsASystemException() {
        Client client = new Client(base);
        ServerLog log = ServerLog.fromNow();

        assertThat(client.post("work/ejb/failure", "").statusCode()).isEqualTo(500);

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(log.text()).containsAnyOf(ServerLog.SYSTEM_EXCEPTIONS));
    }

    private static void awaitInside(Client client, String name, CompletableFuture<HttpResponse<String>> caller) {
        await().failFast("the first caller was not let in", caller::isDone)
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.get("gates/" + name).body().equals("1"));
    }
}
