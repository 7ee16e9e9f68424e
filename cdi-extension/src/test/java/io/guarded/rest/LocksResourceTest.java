package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockListener;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.guarded.rest.Requests.Reply;
import io.guarded.spi.StoreHold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators see and free locks; nobody else does, and nobody by mistake. */
class LocksResourceTest {

    private static final String ENABLED = "guarded.console.enabled";
    private static final String ROLE = "guarded.console.role";
    private static final Map<String, String> OWN_PAGE = Map.of(Operator.HEADER, "1");
    private static final String HOSTILE = "eve\nWARNING forged";

    @ApplicationScoped
    static class Observer {
        static final List<LockListener.Fact> FACTS = new CopyOnWriteArrayList<>();

        void see(@Observes LockListener.Forced fact) {
            FACTS.add(fact);
        }
    }

    private static final class BreakingStore extends MemoryProvider {
        volatile boolean isBroken;

        @Override
        public CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
            return isBroken
                    ? CompletableFuture.failedFuture(new IllegalStateException("refused"))
                    : super.holders(keyPrefix);
        }

        @Override
        public CompletableFuture<Boolean> forceRelease(String key, String id) {
            return isBroken
                    ? CompletableFuture.failedFuture(new IllegalStateException("refused"))
                    : super.forceRelease(key, id);
        }
    }

    private final BreakingStore store = new BreakingStore();
    private final Requests requests = new Requests(LocksResource.class);
    private WeldContainer container;
    private LockManager manager;

    @BeforeEach
    void deploy() {
        System.setProperty(ENABLED, "true");
        System.setProperty(ROLE, "operator");
        Observer.FACTS.clear();
        Stores.use(store);
        start();
    }

    private void start() {
        container = Containers.start(Observer.class, Stores.class);
        manager = container.select(LockManager.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
        System.clearProperty(ENABLED);
        System.clearProperty(ROLE);
    }

    private Reply get(String path) throws Exception {
        return requests.sendAs("eve", "operator", "GET", path, Map.of());
    }

    private Reply delete(String path) throws Exception {
        return requests.sendAs("eve", "operator", "DELETE", path, OWN_PAGE);
    }

    private String idOf(String name) {
        return manager.locks().stream()
                .filter(lock -> lock.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void theListShowsWhoHoldsWhat() throws Exception {
        assertThat(get("guarded/locks").body()).isEqualTo("{\"locks\":[]}");

        try (LockHandle held = manager.getOrCreate("order:7").acquire()) {
            assertThat(held.isHeld()).isTrue();
            Reply reply = get("guarded/locks");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.response().getMediaType()).hasToString("application/json");
            assertThat(reply.body())
                    .startsWith("{\"locks\":[{\"name\":\"order:7\",\"type\":\"threading\",\"id\":\"" + idOf("order:7")
                            + "\",\"node\":\"test\",\"thread\":\""
                            + Thread.currentThread().getName() + "\",\"since\":\"20")
                    .endsWith("\"remaining_ms\":null,\"waiters\":0}]}");
            assertThat(timeless(get("guarded/locks/order:7"))).isEqualTo(timeless(reply));
            assertThat(timeless(get("guarded/locks?name=order:7"))).isEqualTo(timeless(reply));
            assertThat(get("guarded/locks?name=order:8").body()).isEqualTo("{\"locks\":[]}");
            assertThat(get("guarded/locks/order:8").status()).isEqualTo(404);
        }
    }

    private static String timeless(Reply reply) {
        return reply.body().replaceAll("\"since\":\"[-0-9T:.]+Z\"", "");
    }

    @Test
    void aLockIsFreedByTheIdOfItsHold() throws Exception {
        LockHandle held = manager.getOrCreate("order:7").acquire();
        String id = idOf("order:7");

        Reply reply = delete("guarded/locks/order:7?id=" + id);

        assertThat(reply.status()).isEqualTo(204);
        assertThat(held.isHeld()).isFalse();
        assertThat(store.isEmpty()).isTrue();
        await().until(() -> Observer.FACTS.size() == 1);
        assertThat(Observer.FACTS.get(0)).isInstanceOfSatisfying(LockListener.Forced.class, fact -> {
            assertThat(fact.lock().name()).isEqualTo("order:7");
            assertThat(fact.id()).isEqualTo(id);
            assertThat(fact.caller()).isEqualTo("eve");
        });
        assertThat(delete("guarded/locks/order:7?id=" + id).status()).isEqualTo(409);
        held.close();
    }

    @Test
    void theNextHolderIsNotFreedByMistake() throws Exception {
        manager.getOrCreate("order:7").acquire().close();
        LockHandle before = manager.getOrCreate("order:7").acquire();
        String stale = idOf("order:7");
        before.close();
        try (LockHandle held = manager.getOrCreate("order:7").acquire()) {
            assertThat(delete("guarded/locks/order:7?id=" + stale).status()).isEqualTo(409);
            assertThat(delete("guarded/locks/order:7").status()).isEqualTo(400);
            assertThat(delete("guarded/locks?id=" + idOf("order:7")).status()).isEqualTo(400);
            assertThat(delete("guarded/locks/order:8?id=" + idOf("order:7")).status())
                    .isEqualTo(409);
            assertThat(held.isHeld()).isTrue();
        }
        assertThat(Observer.FACTS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"guarded/locks/a%2Fb%3Fc%20d", "guarded/locks/a/b%3Fc%20d", "guarded/locks?name=a/b%3Fc%20d"})
    void aNameWithASlashIsFoundAndFreed(String path) throws Exception {
        try (LockHandle held = manager.getOrCreate("a/b?c d").acquire()) {
            assertThat(get(path).body()).contains("\"name\":\"a/b?c d\"");
            String id = (path.contains("?") ? "&id=" : "?id=") + idOf("a/b?c d");
            assertThat(delete(path + id).status()).isEqualTo(204);
            assertThat(held.isHeld()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"eve,user", "eve,", ",", ",operators"})
    void whoeverLacksTheRoleIsRefusedEverything(String user, String role) throws Exception {
        try (LockHandle held = manager.getOrCreate("order:7").acquire()) {
            String one = "guarded/locks/order:7";
            for (Reply reply : List.of(
                    requests.sendAs(user, role, "GET", "guarded/locks", Map.of()),
                    requests.sendAs(user, role, "GET", one, Map.of()),
                    requests.sendAs(user, role, "DELETE", one + "?id=" + idOf("order:7"), OWN_PAGE),
                    requests.sendAs(
                            user, role, "DELETE", "guarded/locks?name=order:7&id=" + idOf("order:7"), OWN_PAGE))) {
                assertThat(reply.status()).isEqualTo(403);
                assertThat(reply.body()).doesNotContain("order:7");
            }
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void aPageOfAnotherSiteFreesNothing() throws Exception {
        try (LockHandle held = manager.getOrCreate("order:7").acquire()) {
            String path = "guarded/locks/order:7?id=" + idOf("order:7");

            for (Map<String, String> headers : List.<Map<String, String>>of(
                    Map.of(),
                    Map.of("Sec-Fetch-Site", "same-origin"),
                    Map.of(Operator.HEADER, "1", "Sec-Fetch-Site", "cross-site"),
                    Map.of(Operator.HEADER, "1", "Sec-Fetch-Site", "same-site"))) {
                assertThat(requests.sendAs("eve", "operator", "DELETE", path, headers)
                                .status())
                        .isEqualTo(403);
            }
            assertThat(held.isHeld()).isTrue();
            assertThat(requests.sendAs(
                                    "eve",
                                    "operator",
                                    "DELETE",
                                    path,
                                    Map.of(Operator.HEADER, "1", "Sec-Fetch-Site", "same-origin"))
                            .status())
                    .isEqualTo(204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", ""})
    void withoutLeaveThereIsNothing(String enabled) throws Exception {
        container.close();
        System.setProperty(ENABLED, enabled);
        start();
        try (LockHandle held = manager.getOrCreate("order:7").acquire()) {
            assertThat(get("guarded/locks").status()).isEqualTo(404);
            assertThat(get("guarded/locks/order:7").status()).isEqualTo(404);
            assertThat(delete("guarded/locks/order:7?id=" + idOf("order:7")).status())
                    .isEqualTo(404);
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void aStoreThatIsAwayIsNoEmptyList() throws Exception {
        manager.getOrCreate("order:7");
        store.isBroken = true;

        Reply reply = get("guarded/locks");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("the store is away");
        assertThat(delete("guarded/locks/order:7?id=1").status()).isEqualTo(503);
        store.isBroken = false;
    }

    @Test
    void noAnswerIsKeptOrShownElsewhere() throws Exception {
        for (Reply reply : List.of(get("guarded/locks"), get("guarded/locks/x"), delete("guarded/locks/x"))) {
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
        }
    }

    @Test
    void theCallerIsLoggedAndCannotForgeALine() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                lines.add(entry.getLevel() + " " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.guarded.core");
        logger.addHandler(handler);
        try (LockHandle held = manager.getOrCreate(HOSTILE).acquire()) {
            String id = idOf(HOSTILE);
            assertThat(requests.sendAs(
                                    HOSTILE,
                                    "operator",
                                    "DELETE",
                                    "guarded/locks/eve%0AWARNING%20forged?id=" + id,
                                    OWN_PAGE)
                            .status())
                    .isEqualTo(204);
            assertThat(held.isHeld()).isFalse();
            assertThat(lines)
                    .contains("WARNING lock \"eve\\u000AWARNING forged\" of type threading was released by force; hold "
                            + id + ", wanted by eve\\u000AWARNING forged")
                    .noneMatch(line -> line.contains("\n"));
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void withoutAContainerThereIsNothing() throws Exception {
        container.close();
        assertThat(get("guarded/locks").status()).isEqualTo(404);
        start();
    }
}
