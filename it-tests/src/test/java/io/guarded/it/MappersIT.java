package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.app.GuardedResource;
import io.guarded.it.mapped.OwnGeneralMapper;
import io.guarded.it.mapped.OwnMapper;
import io.guarded.it.mapped.WrappedEjb;
import io.guarded.it.mapped.WrappedResource;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Refusals are answered as what they are, however they come, and by the application if it wants to. */
@ArquillianTest
class MappersIT {

    private static final String[] WAYS = {"not", "ejb", "twice", "joined", "stage", "proxy"};

    private final String name = UUID.randomUUID().toString();

    private static WebArchive wrapping(String war, String configuration) {
        return Wars.example(war, Redis.SERVER.url(), configuration).addClasses(WrappedResource.class, WrappedEjb.class);
    }

    /** One guard has a status of its own, all others another than the usual. */
    @Deployment(name = "wrapped", testable = false)
    static WebArchive withoutAMapper() {
        return wrapping(
                "wrapped",
                "guarded.rest.busy-status=423\n" + GuardedResource.class.getName() + "/redis/Guarded/busyStatus=409\n");
    }

    @Deployment(name = "own-mapper", testable = false)
    static WebArchive withAMapper() {
        return wrapping("own-mapper", "").addClass(OwnMapper.class);
    }

    @Deployment(name = "own-general-mapper", testable = false)
    static WebArchive withAGeneralMapper() {
        return wrapping("own-general-mapper", "").addClass(OwnGeneralMapper.class);
    }

    /** Somebody is inside; then the test looks, and lets him out. */
    private void whileHeld(URL base, String path, Consumer<Client> test) throws Exception {
        Client client = new Client(base).awaitRedis();
        CompletableFuture<HttpResponse<String>> inside = client.begin(path + name);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get("gates/" + name).body().equals("1"));
        try {
            test.accept(client);
        } finally {
            client.post("gates/" + name, "");
        }
        assertThat(inside.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }

    @Test
    void wrappedRefusalIsAnsweredAsWhatItIs(@ArquillianResource @OperateOnDeployment("wrapped") URL base)
            throws Exception {
        whileHeld(base, "wrapped/not/", client -> {
            for (String way : WAYS) {
                HttpResponse<String> busy = client.post("wrapped/" + way + "/" + name, "");

                assertThat(busy.statusCode()).as(way).isEqualTo(423);
                assertThat(busy.headers().firstValue("Retry-After")).as(way).isPresent();
                assertThat(busy.body())
                        .as(way)
                        .contains("cdi:redis:{name} is in use", "\"status_code\":423")
                        .doesNotContain(name);
            }
        });
    }

    @Test
    void interruptedWaitIsUnavailable(@ArquillianResource @OperateOnDeployment("wrapped") URL base) {
        Refusals.assertUnavailable(new Client(base).awaitRedis().post("wrapped/interrupted/" + name, ""));
    }

    @Test
    void lostLockIsAnErrorOfTheServer(@ArquillianResource @OperateOnDeployment("wrapped") URL base) throws Exception {
        Client client = new Client(base).awaitRedis();
        CompletableFuture<HttpResponse<String>> inside = client.begin("wrapped/not/" + name);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get("gates/" + name).body().equals("1"));

        assertThat(Redis.SERVER.command("DEL", "lock:cdi:redis:" + name)).isEqualTo("1");
        client.post("gates/" + name, "");

        HttpResponse<String> lost = inside.get(60, TimeUnit.SECONDS);
        Refusals.assertLost(lost);
        assertThat(lost.body()).contains("cdi:redis:{name} was lost").doesNotContain(name);
    }

    @Test
    void guardHasAStatusOfItsOwn(@ArquillianResource @OperateOnDeployment("wrapped") URL base) throws Exception {
        whileHeld(base, "work/rest/redis/", client -> {
            HttpResponse<String> busy = client.post("work/rest/redis/" + name, "");

            assertThat(busy.statusCode()).isEqualTo(409);
            assertThat(busy.body()).contains("\"status_code\":409");
        });
    }

    @Test
    void applicationsMapperComesFirst(@ArquillianResource @OperateOnDeployment("own-mapper") URL base)
            throws Exception {
        assertOwn(base, WAYS);
    }

    /** Not for what is wrapped: there Jersey does not say that there is another one for the very type. */
    @Test
    void applicationsMapperForTheSameTypeComesFirst(
            @ArquillianResource @OperateOnDeployment("own-general-mapper") URL base) throws Exception {
        assertOwn(base, "not");
    }

    private void assertOwn(URL base, String... ways) throws Exception {
        whileHeld(base, "wrapped/not/", client -> {
            for (String way : ways) {
                HttpResponse<String> busy = client.post("wrapped/" + way + "/" + name, "");

                assertThat(busy.statusCode()).as(way).isEqualTo(409);
                assertThat(busy.body()).as(way).isEqualTo("the application's own");
            }
        });
    }
}
