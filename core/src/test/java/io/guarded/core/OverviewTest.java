package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockInfo;
import io.guarded.LockListener;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a manager tells those who look after it: use, condition, long waits, and the way to free a lock. */
final class OverviewTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private record Wait(Thread thread, LockListener.Lock lock, Duration waited, @Nullable RuntimeException refusal) {}

    private final List<Wait> waits = new CopyOnWriteArrayList<>();
    private final Actors actors = new Actors();
    private final ScriptedStore store = new ScriptedStore();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store, new CountingStore(Scope.JVM)))
            .config(property ->
                    Optional.ofNullable(Map.of("guarded.default-type", store.type(), "guarded.store-timeout", "200ms")
                            .get(property)))
            .trace((lock, waited, refusal) -> {
                waits.add(new Wait(Thread.currentThread(), lock, waited, refusal));
                throw new IllegalStateException("a trace may fail");
            })
            .build();

    @AfterEach
    void end() {
        actors.close();
        store.acquiring = ScriptedStore.Mood.WELL;
        manager.close();
    }

    @Test
    void useIsCountedByGuardAndType() {
        Guarded guard = Guarded.Literal.of("order:{id}", "", 5, TimeUnit.SECONDS);
        NamedLock guarded = manager.create(LockSpec.of("order:1").guardedBy(guard));
        LockHandle one = guarded.acquire();
        LockHandle two = manager.create(LockSpec.of("order:2").guardedBy(guard)).acquire();
        LockHandle byHand = manager.getOrCreate("a").acquire();
        var unused = actors.startAndAwaitBlocked(() -> {
            // the lock may come together with the interrupt
            guarded.acquire(LONG).close();
            return null;
        });

        assertThat(manager.usage())
                .containsExactly(new Usage("", "scripted", 1, 0), new Usage("order:{id}", "scripted", 2, 1));
        List.of(two, byHand).forEach(LockHandle::close);
        actors.close();
        one.close();
        await().until(() -> manager.usage().isEmpty());
    }

    @Test
    void onlyStoresInUseAreAskedForTheirCondition() {
        assertThat(manager.condition()).isEmpty();

        manager.getOrCreate("a");
        assertThat(manager.condition()).containsExactly(Map.entry("scripted", Optional.empty()));
        store.acquiring = ScriptedStore.Mood.BROKEN;
        assertThat(manager.condition()).containsExactly(Map.entry("scripted", Optional.of("the store failed")));
        store.acquiring = ScriptedStore.Mood.SILENT;
        assertThat(manager.condition())
                .containsExactly(Map.entry("scripted", Optional.of("the store did not answer in time")));
    }

    @Test
    void anybodysHoldIsFreedByItsIdAndNoOther() {
        LockHandle held = manager.getOrCreate("a").acquire();
        LockInfo info = manager.locks().get(0);

        assertThat(manager.forceRelease("a", "another", "on call")).isFalse();
        assertThat(manager.forceRelease("b", info.id(), "on call")).isFalse();
        assertThat(held.isHeld()).isTrue();

        assertThat(manager.forceRelease("a", info.id(), "on call")).isTrue();
        assertThat(held.isHeld()).isFalse();
        assertThat(manager.forceRelease("a", info.id(), "on call")).isFalse();
        held.close();
    }

    /** A list of a large store takes long, and one of a store that is away fails. */
    @Test
    void aHoldIsFreedWithoutAListAndBesideAStoreThatIsAway() {
        manager.getOrCreate("nobodys", "counting");
        LockHandle held = manager.getOrCreate("a").acquire();
        String id = manager.locks().get(0).id();
        store.listing = ScriptedStore.Mood.BROKEN;

        assertThat(manager.forceRelease("a", id, "on call")).isTrue();
        assertThat(held.isHeld()).isFalse();
        held.close();
    }

    @Test
    void aStoreThatIsAwayIsToldAndNotTakenForNo() {
        manager.getOrCreate("a");
        store.acquiring = ScriptedStore.Mood.BROKEN;

        assertThatThrownBy(() -> manager.forceRelease("a", "1", "on call"))
                .isInstanceOf(LockUnavailableException.class);
    }

    /** A name that no key can have, a key apart from the name, and a hold of another node, of which the list has the key. */
    @Test
    void holdsAreFreedByTheNameThatTheListShows() {
        for (LockSpec spec : List.of(
                LockSpec.of("a{b}" + "x".repeat(300)), LockSpec.of("named").key("migration:v2.0"))) {
            LockHandle held = manager.create(spec).acquire();
            LockInfo info = manager.locks().get(0);
            assertThat(info.name()).isEqualTo(spec.name());

            assertThat(manager.forceRelease(info.name(), info.id(), "on call")).isTrue();
            assertThat(held.isHeld()).isFalse();
            held.close();
        }
        for (String key : List.of("lock:head_%#0123456789abcdef", "lock:{plain} of others")) {
            store.holders.put(key, 7L);
            LockInfo info = manager.locks().get(0);

            assertThat(manager.forceRelease(info.name(), info.id(), "on call"))
                    .as(key)
                    .isTrue();
            assertThat(store.holders).isEmpty();
        }
    }

    @Test
    void longWaitIsTracedByTheThreadThatWaited() throws Exception {
        NamedLock lock = manager.create(LockSpec.of("a").lease(Duration.ofHours(1)));
        LockHandle held = lock.acquire();
        // the first of all may take its time, too
        waits.clear();
        Actors.Actor<Thread> waiting = actors.startAndAwaitBlocked(() -> {
            lock.acquire(LONG).close();
            return Thread.currentThread();
        });
        long start = System.nanoTime();
        while (System.nanoTime() - start < 15_000_000) {
            Thread.onSpinWait();
        }
        held.close();
        Thread waited = waiting.get(30, TimeUnit.SECONDS);

        assertThat(waits).singleElement().satisfies(wait -> {
            assertThat(wait.thread()).isSameAs(waited);
            assertThat(wait.refusal()).isNull();
            assertThat(wait.waited()).isGreaterThan(Duration.ofMillis(10));
        });
    }

    @Test
    void refusalAfterALongWaitIsTracedAndThrown() {
        NamedLock lock = manager.getOrCreate("a");
        LockHandle held = lock.acquire();
        waits.clear();
        assertThatThrownBy(() -> actors.call(() -> lock.acquire(Duration.ofMillis(30))))
                .isInstanceOf(LockBusyException.class);

        assertThat(waits).singleElement().satisfies(wait -> assertThat(wait.refusal())
                .isInstanceOf(LockBusyException.class));
        held.close();
    }
}
