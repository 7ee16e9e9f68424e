package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.guarded.it.redeploy.HoldResource;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** An application that is undeployed while locks are held and waited for leaves nothing, neither in Redis nor in the JVM. */
@ArquillianTest
@DisabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-micro",
        disabledReason = "there each deployment is a server of its own, which ends with it")
class RedeployIT {

    private static final int CYCLES = Integer.getInteger("guarded.redeploy.cycles", 5);
    private static final List<String> TYPES = List.of("threading", "redis");
    private static final List<String> THREADS = List.of("guarded", "redisson", "ventLoop", "globalEventExecutor");
    private static final String[] LEAKS = {"ThreadLocal", "memory leak"};
    private static final String OURS = "io.guarded.core.LockManagers";

    /**
     * Kept by others, however many have gone: one by a cache of the JDK's for records (JDK-8078641, until 19), one by the
     * stack of an idle thread of the server that has served its last request. Each thread can keep one, so all get work.
     */
    private static final int KEPT = 2;

    /**
     * GlassFish 8.0.0 keeps each application with a resource and a bean, also one without Guarded: its Jersey (4.0.2) leaves a
     * ThreadLocal on the thread that deployed it (eclipse-ee4j/jersey#6099), and it never releases its MicroProfile Config.
     */
    private static final boolean KEEPS_APPLICATIONS = "glassfish8".equals(System.getProperty("arquillian.launch"));

    /** More than the server has threads that wait for requests. */
    private static final int BUSY = 64;

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "beside", testable = false)
    static WebArchive beside() {
        return Wars.example("beside", Redis.SERVER.url()).addPackage(HoldResource.class.getPackage());
    }

    @Deployment(name = "redeploy", managed = false, testable = false)
    static WebArchive war() {
        return Wars.example("redeploy", Redis.SERVER.url()).addPackage(HoldResource.class.getPackage());
    }

    /**
     * Who waits here blocks no request: WildFly 39 itself keeps the class loader of an application that is undeployed under
     * a running request, since Weld is gone when that request ends (WELD-000714).
     */
    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void undeployedApplicationLeavesNothing(@ArquillianResource @OperateOnDeployment("beside") URL beside)
            throws Exception {
        ServerProcess server =
                new ServerProcess(new Client(beside).get("redeploy/pid").body());
        List<String> threads = server.threads(THREADS);
        long loaded = server.loaded(OURS);
        assertThat(loaded).as("class loaders with the application beside").isPositive();
        LiveHeap heap = new LiveHeap(server);
        Client client = new Client(sibling(beside));

        for (int cycle = 0; cycle < CYCLES; cycle++) {
            ServerLog log = ServerLog.fromNow();
            String name = deployHoldAndUndeploy(client);
            TYPES.forEach(type -> awaitRefused(log, type + name, 1));
            await("threads").atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(server.threads(THREADS))
                    .containsExactlyElementsOf(threads));
            assertThat(log.text())
                    .doesNotContain(LEAKS)
                    .doesNotContain("No SLF4J providers")
                    .contains("Redisson 4.");
            heap.measure();
        }

        heap.write();
        // the run's row then names this test as one that did not run, for not all of it did
        assumeFalse(KEEPS_APPLICATIONS, "nothing but memory stayed; there the server itself keeps each application");
        heap.assertFlat();
        await("class loaders")
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> {
                    keepThreadsBusy(new Client(beside));
                    assertThat(server.loaded(OURS) - loaded).isLessThanOrEqualTo(KEPT);
                });
    }

    /** Gives the server's threads, those of its executor too, something newer to remember. */
    private static void keepThreadsBusy(Client client) {
        Stream.generate(() -> client.begin("redeploy/hold/threading/" + UUID.randomUUID()))
                .limit(BUSY)
                .toList()
                .forEach(CompletableFuture::join);
    }

    private String deployHoldAndUndeploy(Client client) throws Exception {
        deployer.deploy("redeploy");
        String name = UUID.randomUUID().toString();
        for (String type : TYPES) {
            hold(client, type, name);
        }
        waitOnAThreadOfTheServer(client, name);
        for (String type : TYPES) {
            client.post("redeploy/queue/" + type + "/" + type + name, "");
        }
        awaitWaiters(client, TYPES.size());
        deployer.undeploy("redeploy");
        assertFreed(name);
        return name;
    }

    /** One that is held by a guard and one that waits for it leave something on their threads, if anything does. */
    private static void waitOnAThreadOfTheServer(Client client, String name) throws Exception {
        CompletableFuture<HttpResponse<String>> guarded = client.begin("work/rest/redis/" + name);
        await("guarded call")
                .failFast("it was not let in", guarded::isDone)
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.get("gates/" + name).body(), "1"::equals);
        CompletableFuture<HttpResponse<String>> wait =
                client.begin("redeploy/wait/redis/" + name + "?prefix=rest:redis:");
        awaitWaiters(client, 1);

        client.post("gates/" + name, "");

        assertThat(guarded.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(204);
        assertThat(wait.get(1, TimeUnit.MINUTES).body()).endsWith(": acquired");
    }

    /** Looks into the log, since who waits may have nobody any more to tell it to. */
    private static void awaitRefused(ServerLog log, String lock, int waiters) {
        String end = "end of the wait for " + lock + ": ";
        await("waiters").atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        log.text().lines().filter(line -> line.contains(end)))
                .hasSize(waiters)
                .allMatch(line -> line.contains("LockUnavailableException")));
    }

    @Test
    @DisabledIfSystemProperty(
            named = "arquillian.launch",
            matches = "liberty",
            disabledReason = "the server waits for requests before it tells the application that it ends")
    void requestsThatWaitFailAtOnce(@ArquillianResource @OperateOnDeployment("beside") URL beside) throws Exception {
        Client client = new Client(sibling(beside));
        ServerLog log = ServerLog.fromNow();
        deployer.deploy("redeploy");
        String name = UUID.randomUUID().toString();
        List<CompletableFuture<HttpResponse<String>>> waits = new ArrayList<>();
        for (String type : TYPES) {
            hold(client, type, name);
            waits.add(client.begin("redeploy/wait/" + type + "/" + type + name));
            waits.add(client.begin("redeploy/wait/" + type + "/" + type + name));
        }
        awaitWaiters(client, waits.size());

        deployer.undeploy("redeploy");

        assertFreed(name);
        TYPES.forEach(type -> awaitRefused(log, type + name, 2));
        // the server may answer or cut the connection, but no client is left hanging
        for (CompletableFuture<HttpResponse<String>> wait : waits) {
            assertThat(wait.handle((answer, failure) -> failure == null ? answer.statusCode() : 0)
                            .get(1, TimeUnit.MINUTES))
                    .isIn(0, 200, 404, 503);
        }
        assertThat(log.text()).doesNotContain(LEAKS);
    }

    private static URL sibling(URL beside) throws MalformedURLException {
        return URI.create(beside.toString().replace("/beside", "/redeploy")).toURL();
    }

    private static void hold(Client client, String type, String name) {
        // the first call connects to Redis, which on a busy machine takes longer than an answer may take
        await("hold")
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.post("redeploy/hold/" + type + "/" + type + name, "")
                                .statusCode()
                        == 204);
    }

    private static void awaitWaiters(Client client, int count) {
        await("waiters")
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.get("redeploy/waiters").body(), String.valueOf(count)::equals);
    }

    /** Asks when the undeployment is over; without the promise it would be the lease of 30 s. */
    private static void assertFreed(String name) {
        Freed.assertSoon("lock:redis" + name, System.nanoTime(), "undeployment");
    }
}
