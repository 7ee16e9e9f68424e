package io.guarded.it;

import static io.guarded.it.Refusals.assertBusy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules of an application share one manager and one table of guards; another application has its own. */
@ArquillianTest
@DisabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-micro",
        disabledReason = "it takes no EAR, github.com/payara/Payara/issues/2538")
class EarIT {

    private final String name = UUID.randomUUID().toString();
    private Map<String, Client> clients;

    @ArquillianResource
    @OperateOnDeployment("modules")
    URL modules;

    @ArquillianResource
    @OperateOnDeployment("webs")
    URL webs;

    @ArquillianResource
    @OperateOnDeployment("apart")
    URL apart;

    @Deployment(name = "modules", testable = false)
    static EnterpriseArchive withEjbs() {
        return Ears.withEjbs(Redis.SERVER.url());
    }

    @Deployment(name = "webs", testable = false)
    static EnterpriseArchive withoutEjbs() {
        return Ears.withoutEjbs(Redis.SERVER.url());
    }

    @Deployment(name = "apart", testable = false)
    static WebArchive war() {
        return Wars.example("apart", Redis.SERVER.url());
    }

    @BeforeEach
    void connect() throws Exception {
        clients = new HashMap<>();
        clients.put("apart", new Client(apart).awaitRedis());
        for (String module : List.of("annotated", "all")) {
            connect(modules, "modules-" + module);
            connect(webs, "webs-" + module);
        }
    }

    /** The address of an application with several contexts has that of one of them, or none. */
    private void connect(URL application, String module) throws Exception {
        URI context = application.toURI().resolve("/" + module + "/");
        clients.put(module, new Client(context.toURL()));
    }

    @ParameterizedTest
    @CsvSource({
        "modules-annotated, bean, modules-all, bean",
        "modules-annotated, rest, modules-all, rest",
        "modules-all, bean, modules-annotated, ejb/threading",
        "modules-all, rest, modules-annotated, bean",
        "modules-annotated, ejb/threading, modules-all, ejb/threading",
        "modules-annotated, ejb/threading, modules-annotated, rest",
        "webs-annotated, bean, webs-all, bean",
        "webs-annotated, rest, webs-all, rest",
        "webs-all, bean, webs-annotated, rest"
    })
    void oneNameIsExclusiveInAllModules(String module, String kind, String otherModule, String otherKind)
            throws Exception {
        CompletableFuture<HttpResponse<String>> first = hold(module, kind);

        assertBusy(client(otherModule).post(otherKind + "/" + name, ""));

        end(module, first);
        client(otherModule).post("gates/" + name, "");
        assertThat(client(otherModule).post(otherKind + "/" + name, "").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"modules", "webs"})
    void whatOneModuleHasCreatedTheOtherFinds(String application) {
        client(application + "-all").post("created/" + name, "");

        assertThat(client(application + "-annotated").get("created/" + name).body())
                .isEqualTo("true");
    }

    @Test
    void tableHasTheGuardsOfAllModules() {
        assertThat(client("modules-annotated").get("ejb/table").body()).isEqualTo("true");
        assertThat(client("modules-all").get("ejb/table").body()).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"apart, work/manager/threading", "webs-all, bean"})
    void locksOfTheJvmAreEachApplicationsOwn(String application, String kind) throws Exception {
        CompletableFuture<HttpResponse<String>> first = hold("modules-annotated", "bean");
        client(application).post("gates/" + name, "");

        assertThat(client(application).post(kind + "/" + name, "").statusCode()).isEqualTo(204);

        end("modules-annotated", first);
    }

    @Test
    void locksInRedisAreSharedByApplications() throws Exception {
        awaitRedis();
        CompletableFuture<HttpResponse<String>> first = hold("modules-all", "ejb/redis");

        assertBusy(client("modules-annotated").post("ejb/redis/" + name, ""));
        assertBusy(client("apart").post("work/manager/redis/" + name, ""));

        end("modules-all", first);
    }

    /** The first call makes the connections to Redis, which on a busy machine takes longer than an answer may take. */
    private void awaitRedis() {
        String other = UUID.randomUUID().toString();
        client("modules-all").post("gates/" + other, "");
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        client("modules-all").post("ejb/redis/" + other, "").statusCode() == 204);
    }

    private CompletableFuture<HttpResponse<String>> hold(String module, String kind) {
        CompletableFuture<HttpResponse<String>> first = client(module).begin(kind + "/" + name);
        await().failFast("the first caller was not let in", first::isDone)
                .atMost(Duration.ofMinutes(1))
                .until(() -> client(module).get("gates/" + name).body().equals("1"));
        return first;
    }

    private void end(String module, CompletableFuture<HttpResponse<String>> first) throws Exception {
        client(module).post("gates/" + name, "");
        assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }

    private Client client(String module) {
        return clients.get(module);
    }
}
