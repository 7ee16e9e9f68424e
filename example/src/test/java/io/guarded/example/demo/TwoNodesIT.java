package io.guarded.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn -Pdemo -Dnodes=2} says of its two nodes: they share a Redis and a database. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TwoNodesIT {

    private static final RedisServer REDIS = RedisServer.start();
    private static final Servers SERVERS = new Servers();

    /** Of a name that XML and H2 would each take for something else. */
    @TempDir(factory = HostileName.class)
    static Path directory;

    private static Visitor first;
    private static Visitor second;

    @BeforeAll
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    static void start() throws Exception {
        List<Site> sites = Site.of(directory, 2, freePort());
        Demo.start(
                Path.of(System.getProperty("demo.wildfly")),
                Path.of(System.getProperty("demo.war")),
                sites,
                REDIS,
                Operator.make(),
                SERVERS);
        first = new Visitor(sites.get(0));
        second = new Visitor(sites.get(1));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // the other ports are up to 101 higher
            return Math.min(socket.getLocalPort(), 65_000);
        }
    }

    @AfterAll
    static void end() {
        SERVERS.close();
        REDIS.close();
        assertThat(SERVERS.all())
                .noneMatch(server -> ProcessHandle.of(server.pid()).isPresent());
    }

    private static boolean isHeld(String key) {
        return REDIS.command("EXISTS", key).equals("1");
    }

    @Test
    @Order(1)
    void eachHasALinkToTheOther() throws Exception {
        List<Server> servers = SERVERS.all();

        assertThat(first.get("node").body())
                .contains("node-1", servers.get(1).site().page());
        assertThat(second.get("node").body())
                .contains("node-2", servers.get(0).site().page());
    }

    @Test
    @Order(1)
    void oneMigratesAndTheOtherKnows() throws Exception {
        CompletableFuture<HttpResponse<String>> migration = first.begin("migration");
        await().atMost(Duration.ofMinutes(1)).until(() -> isHeld("lock:migration:v2.0"));

        assertThat(second.post("migration").body()).isEqualTo("another node is migrating");

        assertThat(migration.get(1, TimeUnit.MINUTES).body()).isEqualTo("migrated");
        assertThat(second.post("migration").body())
                .as("the database is the same")
                .isEqualTo("nothing to migrate");
    }

    @Test
    @Order(1)
    void aSessionThatIsAnsweredByOneIsBusyOnTheOther() throws Exception {
        try (InputStream answer = first.stream("chat/ada/1").body()) {
            assertThat(answer.read()).isNotNegative();

            assertThat(second.post("chat/ada/1").statusCode()).isEqualTo(429);

            assertThat(second.get("chat/ada/1/status").body()).contains("true");
            first.post("chat/ada/1/stop");
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> second.get("chat/ada/1/status").body().contains("false"));
    }

    @Test
    @Order(1)
    void whoStandsStillOnOneIsOvertakenOnTheOther() throws Exception {
        CompletableFuture<HttpResponse<String>> standing = first.begin("accounts/33?amount=5&paused=true");
        await().atMost(Duration.ofMinutes(1))
                .failFast("it ended before", standing::isDone)
                .until(() -> !first.get("accounts/33").body().contains("\"paused\":0"));

        HttpResponse<String> booking = second.post("accounts/33?amount=3");
        first.post("accounts/33/wake");

        assertThat(booking.statusCode()).isEqualTo(200);
        assertThat(standing.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(409);
        assertThat(first.get("accounts/33").body()).contains("\"balance\":3");
        assertThat(second.get("accounts/33").body()).contains("\"balance\":3");
    }

    /** The last one. */
    @Test
    @Order(2)
    void aNodeThatIsKilledIsToldAndTheOtherGoesOn() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        Server victim = SERVERS.all().get(0);
        victim.watch(told::add);

        ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofMinutes(1)).until(() -> !told.isEmpty());
        assertThat(told.remove()).startsWith("node-1 has ended with exit code ").contains(" INFO ");
        assertThat(second.post("chat/ada/2").statusCode()).isEqualTo(200);
    }
}
