package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockListener;
import io.guarded.LockLostException;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the code of docs/best-practices.md, and the observer of docs/monitoring.md. */
class PracticesTest {

    @ApplicationScoped
    static class Cache {

        private boolean isStale = true;
        private int rebuilds;

        @Guarded(name = "cache_rebuild_products")
        public void refresh() {
            if (isStale()) { // another caller may have rebuilt it while this one waited
                rebuild();
            }
        }

        private boolean isStale() {
            return isStale;
        }

        private void rebuild() {
            rebuilds++;
            isStale = false;
        }

        public int rebuilds() {
            return rebuilds;
        }
    }

    @ApplicationScoped
    static class Settlement {

        private final AtomicInteger runs = new AtomicInteger();

        @Guarded(name = "payment:daily_settlement", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
        public String settle(String day) {
            runs.incrementAndGet();
            return "settled " + day;
        }

        public int runs() {
            return runs.get();
        }
    }

    @ApplicationScoped
    static class Office {

        Duration pause = Duration.ofSeconds(10);

        @Inject
        Settlement settlement;

        void pause(Duration shorter) {
            pause = shorter;
        }

        String settlePatiently(String day) throws InterruptedException {
            for (int attempt = 1; ; attempt++) {
                try {
                    return settlement.settle(day);
                } catch (LockBusyException busy) {
                    if (attempt == 3) {
                        throw busy;
                    }
                    Thread.sleep(pause.toMillis());
                }
            }
        }

        String settleOnce(String day) {
            try {
                return settlement.settle(day);
            } catch (LockBusyException busy) {
                return "another node settles " + day; // nothing is wrong
            } catch (LockUnavailableException unavailable) {
                return "not begun: " + unavailable.getMessage(); // nobody knows whether the lock is free; try later
            } catch (LockLostException lost) {
                return "check " + day; // it ran, and another may have run beside it
            }
        }
    }

    @ApplicationScoped
    static class Alarm {

        private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

        void busy(@Observes LockListener.Busy fact) {
            if (fact.lock().name().equals("database_migration")) {
                call("another node migrates; waited " + fact.waited());
            }
        }

        void lost(@Observes LockListener.Lost fact) {
            call(fact.lock().guard().map(Guarded::name).orElse("a lock by hand") + ": " + fact.reason());
        }

        private static void call(String text) {
            CALLS.add(text);
        }
    }

    private WeldContainer container;
    private Office office;
    private Settlement settlement;
    private LockManager locks;

    @BeforeEach
    void deploy() {
        Alarm.CALLS.clear();
        container = Containers.start(Cache.class, Settlement.class, Office.class, Alarm.class, InPlaceOfRedis.class);
        office = container.select(Office.class).get();
        settlement = container.select(Settlement.class).get();
        locks = container.select(LockManager.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    private LockHandle occupy(String name) {
        return locks.getOrCreate(name, Guarded.REDIS)
                .acquireAsync(Duration.ZERO)
                .join();
    }

    @Test
    void whoHasWaitedForTheCacheDoesNotRebuildItAgain() {
        Cache cache = container.select(Cache.class).get();

        CompletableFuture.allOf(CompletableFuture.runAsync(cache::refresh), CompletableFuture.runAsync(cache::refresh))
                .join();

        assertThat(cache.rebuilds()).isEqualTo(1);
    }

    @Test
    void threeAttemptsAndThenTheRefusal() throws InterruptedException {
        office.pause(Duration.ofMillis(1));
        try (LockHandle held = occupy("payment:daily_settlement")) {
            assertThatThrownBy(() -> office.settlePatiently("monday")).isInstanceOf(LockBusyException.class);
        }

        assertThat(office.settlePatiently("monday")).isEqualTo("settled monday");
        assertThat(settlement.runs()).isEqualTo(1);
    }

    @Test
    void busyIsNoFailure() {
        try (LockHandle held = occupy("payment:daily_settlement")) {
            assertThat(office.settleOnce("monday")).isEqualTo("another node settles monday");
        }
        assertThat(office.settleOnce("monday")).isEqualTo("settled monday");
    }

    @Test
    void anObserverHearsOfABusyMigration() {
        try (LockHandle held = occupy("database_migration")) {
            assertThat(locks.getOrCreate("database_migration", Guarded.REDIS).tryAcquire())
                    .isEmpty();
            assertThat(locks.getOrCreate("another_migration", Guarded.REDIS).tryAcquire())
                    .hasValueSatisfying(LockHandle::close);
        }
        Awaitility.await().untilAsserted(() -> assertThat(Alarm.CALLS)
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .startsWith("another node migrates"));
    }

    @Test
    void anObserverHearsOfALoss() {
        NamedLock lock = locks.getOrCreate("database_migration", Guarded.REDIS);
        try (LockHandle held = occupy("database_migration")) {
            assertThat(lock.forceRelease(locks.locks().get(0).id())).isTrue();
        }
        Awaitility.await().untilAsserted(() -> assertThat(Alarm.CALLS)
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .startsWith("a lock by hand: "));
    }

    @Test
    void aKeyOfItsOwnIsSharedByTwoNames() {
        NamedLock pods = locks.getOrCreate(
                LockSpec.of("pod_coordination").type(Guarded.REDIS).key("namespace:app:resource"));

        try (LockHandle held = occupy("namespace:app:resource")) {
            assertThat(pods.tryAcquire()).isEmpty();
        }
    }

    static HttpResponse<String> post(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        for (int attempt = 1; attempt < 3 && (answer.statusCode() == 429 || answer.statusCode() == 503); attempt++) {
            TimeUnit.SECONDS.sleep(
                    answer.headers().firstValueAsLong("Retry-After").orElse(1));
            answer = client.send(request, BodyHandlers.ofString());
        }
        return answer;
    }

    @Test
    void aClientStaysAwayForAsLongAsItIsTold() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isFirst = requests.incrementAndGet() == 1;
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(isFirst ? 429 : 204, -1);
            exchange.close();
        });
        server.start();
        try {
            URI address =
                    URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                            + server.getAddress().getPort() + "/");
            long start = System.nanoTime();

            HttpResponse<String> answer = post(
                    HttpClient.newHttpClient(), HttpRequest.newBuilder(address).build());

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(requests).hasValue(2);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        } finally {
            server.stop(0);
        }
    }
}
