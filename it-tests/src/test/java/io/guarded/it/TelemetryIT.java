package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.redeploy.HoldResource;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The servers' own MicroProfile Telemetry and Health tell what the guard counts, how long it has waited, and how Redis is. */
@ArquillianTest
class TelemetryIT {

    private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
    private static final boolean IS_WILDFLY =
            System.getProperty("arquillian.launch").equals("wildfly");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static SecondServer second;

    private final String name = UUID.randomUUID().toString();

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example(
                        "telemetry",
                        Redis.SERVER.url(),
                        String.join(
                                "\n",
                                "otel.sdk.disabled=false",
                                "otel.traces.exporter=otlp",
                                "otel.metrics.exporter=otlp",
                                "otel.logs.exporter=none",
                                "otel.exporter.otlp.protocol=http/protobuf",
                                "otel.exporter.otlp.endpoint=" + RECEIVER.url(),
                                "otel.bsp.schedule.delay=200",
                                "otel.metric.export.interval=500",
                                ""))
                .addPackage(HoldResource.class.getPackage());
    }

    /** The WildFly of the other tests is configured without them. */
    @BeforeAll
    static void startServer() throws Exception {
        if (IS_WILDFLY) {
            second = SecondServer.start(
                    war(),
                    List.of(
                            Map.entry("org.wildfly.extension.opentelemetry", "urn:wildfly:opentelemetry:1.1"),
                            Map.entry(
                                    "org.wildfly.extension.microprofile.telemetry",
                                    "urn:wildfly:microprofile-telemetry:1.0"),
                            Map.entry(
                                    "org.wildfly.extension.microprofile.health-smallrye",
                                    "urn:wildfly:microprofile-health-smallrye:3.0")));
        }
    }

    @AfterAll
    static void end() {
        if (second != null) {
            second.close();
        }
        RECEIVER.close();
    }

    private Client connect() throws Exception {
        Client client = new Client(IS_WILDFLY ? second.url() : base);
        await().atMost(Duration.ofMinutes(3))
                .failFast("it has ended", () -> second != null && !second.isAlive())
                // nobody listens yet
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .until(() -> client.get("chat/nobody/none/status").statusCode() == 200);
        return client;
    }

    private static void awaitAny(List<String> messages, String... parts) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(messages)
                .anySatisfy(message -> assertThat(message).contains(parts)));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void readinessTellsHowTheStoresAre() throws Exception {
        Client client = connect();
        client.post("gates/" + name, "");
        assertThat(client.post("work/cdi/redis/" + name, "").statusCode()).isEqualTo(204);
        URI ready = (IS_WILDFLY ? second.management() : base).toURI().resolve("/health/ready");

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                        HTTP.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                                .body())
                .containsPattern("\"name\" ?: ?\"guarded\"")
                .doesNotContainPattern("(?s)\"name\" ?: ?\"guarded\".*\"name\" ?: ?\"guarded\"")
                .containsPattern("\"redis\" ?: ?\"UP\""));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisabledIfSystemProperty(
            named = "arquillian.launch",
            matches = "glassfish8",
            disabledReason = "it has no MicroProfile Telemetry, nor OpenTelemetry")
    void countsAndWaitsAreSent() throws Exception {
        Client client = connect();
        CompletableFuture<HttpResponse<String>> holder = client.begin("work/manager/redis/" + name);
        await().until(() -> client.get("gates/" + name).body(), "1"::equals);
        CompletableFuture<HttpResponse<String>> wait =
                client.begin("redeploy/wait/redis/" + name + "?prefix=manager:redis:");
        await().until(() -> client.get("redeploy/waiters").body(), "1"::equals);
        client.post("gates/" + name, "");
        assertThat(wait.get(1, TimeUnit.MINUTES).body()).endsWith(": acquired");
        assertThat(holder.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(204);
        client.post("gates/" + name, "");
        assertThat(client.post("work/cdi/redis/" + name, "").statusCode()).isEqualTo(204);

        awaitAny(RECEIVER.spans, "wait for lock", "outcome", "acquired");
        awaitAny(RECEIVER.metrics, "guarded.attempts", "guarded.wait", "cdi:redis:{name}", "outcome", "acquired");
        assertThat(RECEIVER.metrics)
                .as("names of locks: what users have sent")
                .noneMatch(message -> message.contains("cdi:redis:" + name));
    }
}
