package io.guarded.it;

import static io.guarded.it.Refusals.assertBusy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.app.GuardedBean;
import io.guarded.it.app.GuardedEjb;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's MicroProfile Config replaces members of single guards. */
@ArquillianTest
class OverridesIT {

    private static final String CONFIGURATION = String.join(
            "\n",
            GuardedBean.class.getName() + "/threading/Guarded/type=redis",
            GuardedBean.class.getName() + "/redis/Guarded/timeout=120",
            GuardedEjb.class.getName() + "/threading/Guarded/enabled=false",
            "guarded.allow-disabled=true",
            "");

    private final String name = UUID.randomUUID().toString();

    @ArquillianResource
    URL base;

    private Client client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("overrides", Redis.SERVER.url(), CONFIGURATION).addPackage(HoldResource.class.getPackage());
    }

    @BeforeEach
    void connect() {
        client = new Client(base).awaitRedis();
    }

    @Test
    void type() throws Exception {
        CompletableFuture<HttpResponse<String>> first = client.begin("work/cdi/threading/" + name);
        awaitInside(1);

        assertThat(Redis.has("lock:cdi:threading:" + name)).isTrue();
        assertBusy(client.post("work/cdi/threading/" + name, ""));

        assertEnds(first);
    }

    @Test
    void timeout() throws Exception {
        CompletableFuture<HttpResponse<String>> first = client.begin("work/cdi/redis/" + name);
        awaitInside(1);
        CompletableFuture<HttpResponse<String>> second = client.begin("work/cdi/redis/" + name);
        await().atMost(Duration.ofMinutes(1))
                .failFast("it was not to be refused", second::isDone)
                .until(() -> client.get("redeploy/waiters").body(), "1"::equals);

        assertEnds(first);
        assertEnds(second);
    }

    /** Of one method only: the other one of the same class is guarded. */
    @Test
    void enabled() throws Exception {
        CompletableFuture<HttpResponse<String>> first = client.begin("work/ejb/threading/" + name);
        CompletableFuture<HttpResponse<String>> second = client.begin("work/ejb/threading/" + name);
        awaitInside(2);
        // whoever it is that the gate lets go first
        client.post("gates/" + name, "");
        client.post("gates/" + name, "");
        assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        assertThat(second.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);

        CompletableFuture<HttpResponse<String>> guarded = client.begin("work/ejb/redis/" + name);
        awaitInside(1);
        assertBusy(client.post("work/ejb/redis/" + name, ""));
        assertEnds(guarded);
    }

    private void awaitInside(int callers) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.get("gates/" + name).body(), String.valueOf(callers)::equals);
    }

    private void assertEnds(CompletableFuture<HttpResponse<String>> call) throws Exception {
        client.post("gates/" + name, "");
        assertThat(call.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }
}
