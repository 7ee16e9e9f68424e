package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many may wait, for one name and in all; each may be a thread of the server. */
final class MaxWaitersTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ScriptedStore store = new ScriptedStore();
    private CloseableLockManager manager = manager("0", "0");

    private CloseableLockManager manager(String ofOneName, String inAll) {
        Map<String, String> settings = Map.of(
                "guarded.default-type", "scripted",
                "guarded.max-waiters", ofOneName,
                "guarded.max-waiters-total", inAll);
        return LockManagers.builder()
                .providers(List.of(store))
                .config(property -> Optional.ofNullable(settings.get(property)))
                .executor(Runnable::run)
                .build();
    }

    private void limit(String ofOneName, String inAll) {
        manager.close();
        manager = manager(ofOneName, inAll);
    }

    @AfterEach
    void end() {
        manager.close();
    }

    private CompletableFuture<LockHandle> wait(String name) {
        return manager.getOrCreate(name).acquireAsync(LONG);
    }

    private static void assertRefused(CompletableFuture<LockHandle> wait) {
        assertThat(wait).isCompletedExceptionally();
        assertThatThrownBy(wait::join)
                .hasCauseInstanceOf(LockBusyException.class)
                .hasMessageContaining("guarded.max-waiters");
    }

    private static LockHandle held(CompletableFuture<LockHandle> wait) {
        assertThat(wait).isCompleted();
        return wait.join();
    }

    @Test
    void anyNumberMayWaitUnlessItIsLimited() {
        LockHandle held = manager.getOrCreate("n").acquire();
        List<CompletableFuture<LockHandle>> waits = List.of(wait("n"), wait("n"), wait("n"), wait("n"));

        held.close();

        waits.forEach(wait -> held(wait).close());
        assertThat(store.holders).isEmpty();
    }

    @Test
    void oneMoreThanMayWaitForANameIsBusyAtOnce() {
        limit("2", "0");
        LockHandle held = manager.getOrCreate("n").acquire();
        CompletableFuture<LockHandle> first = wait("n");
        CompletableFuture<LockHandle> second = wait("n");

        assertRefused(wait("n"));

        assertThat(wait("other")).isCompleted();
        held.close();
        held(first).close();
        held(second).close();
    }

    @Test
    void oneMoreThanMayWaitInAllIsBusyAtOnce() {
        limit("0", "2");
        LockHandle a = manager.getOrCreate("a").acquire();
        LockHandle b = manager.getOrCreate("b").acquire();
        CompletableFuture<LockHandle> first = wait("a");
        CompletableFuture<LockHandle> second = wait("b");

        assertRefused(wait("a"));
        assertRefused(wait("b"));

        a.close();
        held(first).close();
        CompletableFuture<LockHandle> third = wait("b");
        assertRefused(wait("b"));
        b.close();
        held(second).close();
        held(third).close();
    }

    @Test
    void whoLeavesMakesRoom() {
        limit("1", "1");
        LockHandle held = manager.getOrCreate("n").acquire();
        CompletableFuture<LockHandle> first = wait("n");
        assertRefused(wait("n"));

        first.cancel(true);

        CompletableFuture<LockHandle> second = wait("n");
        assertThat(second).isNotDone();
        held.close();
        held(second).close();
    }

    @Test
    void whoTakesAFreeLockDoesNotWait() {
        limit("1", "1");
        LockHandle a = manager.getOrCreate("a").acquire();
        CompletableFuture<LockHandle> waiting = wait("a");

        held(wait("b")).close();
        manager.getOrCreate("c").acquire().close();

        a.close();
        held(waiting).close();
    }

    @Test
    void whoAsksTheStoreWaitsOnceItHasSaidNo() {
        limit("1", "1");
        LockHandle a = manager.getOrCreate("a").acquire();
        CompletableFuture<LockHandle> waiting = wait("a");
        store.holders.put("lock:b", -7L);

        assertRefused(wait("b"));

        assertThat(store.lastAsked().wait).isZero();
        a.close();
        held(waiting).close();
        store.acquiring = ScriptedStore.Mood.SILENT;
        CompletableFuture<LockHandle> unanswered = wait("b");
        assertThat(unanswered).isNotDone();
        store.lastAsked().complete(false);
        assertThat(unanswered).isNotDone();
        assertRefused(wait("b"));
        store.holders.remove("lock:b");
        store.lastAsked().yes();
        held(unanswered).close();
        assertThat(((StoreLockManager) manager).gate("lock:b")).isNull();
    }

    @Test
    void whoAsksTheStoreTakesNobodysPlaceUntilItHasSaidNo() {
        limit("1", "1");
        store.acquiring = ScriptedStore.Mood.SILENT;
        CompletableFuture<LockHandle> asking = wait("n");

        CompletableFuture<LockHandle> waiting = wait("n");

        assertThat(waiting).isNotDone();
        assertRefused(wait("n"));
        store.lastAsked().yes();
        held(asking).close();
        held(waiting).close();
    }

    @Test
    void whoCameLastIsRefusedIfTheStoreSaysNoToTheFirst() {
        limit("1", "0");
        assertLastIsRefusedAfterNo();
    }

    @Test
    void whoCameLastInAllIsRefusedIfTheStoreSaysNoToTheFirst() {
        limit("0", "1");
        assertLastIsRefusedAfterNo();
    }

    private void assertLastIsRefusedAfterNo() {
        store.acquiring = ScriptedStore.Mood.SILENT;
        CompletableFuture<LockHandle> asking = wait("n");
        CompletableFuture<LockHandle> last = wait("n");

        store.lastAsked().complete(false);

        assertRefused(last);
        assertThat(asking).isNotDone();
        assertRefused(wait("n"));
        store.lastAsked().yes();
        LockHandle held = held(asking);
        CompletableFuture<LockHandle> next = wait("n");
        held.close();
        held(next).close();
        assertThat(((StoreLockManager) manager).gate("lock:n")).isNull();
    }

    @Test
    void reentryIsNoWait() {
        limit("1", "1");
        LockHandle held = manager.getOrCreate("n").acquire();
        CompletableFuture<LockHandle> waiting = wait("n");

        manager.getOrCreate("n").acquire().close();

        held.close();
        held(waiting).close();
    }
}
