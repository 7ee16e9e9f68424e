package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockInterruptedException;
import io.guarded.LockListener;
import io.guarded.LockListener.Acquired;
import io.guarded.LockListener.Busy;
import io.guarded.LockListener.Fact;
import io.guarded.LockListener.Interrupted;
import io.guarded.LockListener.Lost;
import io.guarded.LockListener.Released;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners are told what happened, once, and nothing depends on them. */
final class ListenersTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Fact> facts = new CopyOnWriteArrayList<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private final Actors actors = new Actors();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "manager's"));
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store))
            .config(property ->
                    Optional.ofNullable(Map.of("guarded.default-type", store.type(), "guarded.handoff-time", "1h")
                            .get(property)))
            .executor(executor)
            .listeners(List.of(new Failing(), new Noting()))
            .build();

    private final class Noting implements LockListener {
        @Override
        public void happened(Fact fact) {
            threads.add(Thread.currentThread().getName());
            facts.add(fact);
        }
    }

    private static final class Failing implements LockListener {
        @Override
        public void happened(Fact fact) {
            throw new AssertionError("a listener may fail");
        }
    }

    @AfterEach
    void end() {
        actors.close();
        manager.close();
        executor.shutdown();
    }

    private Fact told(int number) {
        await().until(() -> facts.size() >= number);
        return facts.get(number - 1);
    }

    private void assertNothingElseIsTold(int number) throws Exception {
        executor.submit(() -> {}).get(30, TimeUnit.SECONDS);
        assertThat(facts).hasSize(number);
    }

    @Test
    void acquisitionAndReleaseAreToldWithTheLock() throws Exception {
        Guarded guard = Guarded.Literal.of("order:{id}", "memory", 5, TimeUnit.SECONDS);
        manager.create(LockSpec.of("order:7").guardedBy(guard)).acquire(LONG).close();

        LockListener.Lock lock = new LockListener.Lock("order:7", "memory", Optional.of(guard));
        assertThat(told(1)).isInstanceOfSatisfying(Acquired.class, fact -> {
            assertThat(fact.lock()).isEqualTo(lock);
            assertThat(fact.isHandedOff()).isFalse();
        });
        assertThat(told(2)).isInstanceOfSatisfying(Released.class, fact -> {
            assertThat(fact.lock()).isEqualTo(lock);
            assertThat(fact.held()).isPositive();
        });
        assertNothingElseIsTold(2);
    }

    @Test
    void whoComesLaterIsToldWhatHappensFromThenOn() throws Exception {
        manager.getOrCreate("a").acquire().close();
        told(2);
        List<Fact> later = new CopyOnWriteArrayList<>();
        manager.listen(List.of(new LockListener() {
            @Override
            public void happened(Fact fact) {
                later.add(fact);
            }
        }));

        manager.getOrCreate("a").acquire().close();

        told(4);
        assertNothingElseIsTold(4);
        assertThat(later).containsExactlyElementsOf(facts.subList(2, 4));
    }

    @Test
    void theFirstListenerMayComeLater() throws Exception {
        try (CloseableLockManager quiet = LockManagers.builder()
                .providers(List.of(new MemoryStore()))
                .config(property -> Optional.ofNullable(
                        Map.of("guarded.default-type", store.type()).get(property)))
                .executor(executor)
                .build()) {
            quiet.getOrCreate("a").acquire().close();
            quiet.listen(List.of());
            quiet.listen(List.of(new Noting()));

            quiet.getOrCreate("b").acquire().close();

            assertThat(told(2).lock().name()).isEqualTo("b");
            assertNothingElseIsTold(2);
        }
    }

    @Test
    void lockByHandHasNoGuard() {
        manager.getOrCreate("a").acquire().close();

        assertThat(told(1).lock().guard()).isEmpty();
    }

    @Test
    void whoHasWaitedIsToldForHowLongAndFromWhomItCame() throws Exception {
        NamedLock lock = manager.getOrCreate("a");
        LockHandle first = lock.acquire();
        Actors.Actor<LockHandle> second = actors.startAndAwaitBlocked(() -> lock.acquire(LONG));
        first.close();
        second.get().close();

        told(4);
        List<Acquired> acquired = facts.stream()
                .filter(Acquired.class::isInstance)
                .map(Acquired.class::cast)
                .toList();
        assertThat(acquired).extracting(Acquired::isHandedOff).containsExactly(false, true);
        assertThat(acquired.get(1).waited()).isPositive();
        assertNothingElseIsTold(4);
    }

    @Test
    void reenteringIsNotTold() throws Exception {
        NamedLock lock = manager.getOrCreate("a");
        try (LockHandle outer = lock.acquire()) {
            lock.acquire().close();
        }

        told(2);
        assertNothingElseIsTold(2);
    }

    @Test
    void busyLockIsToldOnceAsSkippedIfTheGuardSaysSo() throws Exception {
        Guarded skipping =
                Guarded.Literal.of("a", "memory", 0, TimeUnit.SECONDS).onBusy(Guarded.OnBusy.SKIP);
        LockHandle held = manager.getOrCreate("a").acquire();
        told(1);
        actors.call(() -> manager.getOrCreate("a").tryAcquire());
        actors.call(() -> manager.create(LockSpec.of("a").guardedBy(skipping)).tryAcquire());
        assertThatThrownBy(() -> actors.call(() -> manager.getOrCreate("a").acquire(Duration.ofMillis(20))))
                .isInstanceOf(LockBusyException.class);
        assertThatThrownBy(() -> actors.call(() ->
                        manager.getOrCreate("a").acquireAsync(Duration.ZERO).get()))
                .hasCauseInstanceOf(LockBusyException.class);

        told(5);
        assertThat(facts.subList(1, 5))
                .allSatisfy(fact -> assertThat(fact).isInstanceOf(Busy.class))
                .extracting(fact -> ((Busy) fact).isSkipped())
                .containsExactly(false, true, false, false);
        assertThat(((Busy) facts.get(3)).waited()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertNothingElseIsTold(5);
        held.close();
    }

    @Test
    void interruptIsToldBeforeAndWithinAWait() throws Exception {
        NamedLock lock = manager.getOrCreate("a");
        LockHandle held = lock.acquire();
        told(1);
        assertThatThrownBy(() -> actors.call(() -> {
                    Thread.currentThread().interrupt();
                    return lock.acquire(LONG);
                }))
                .isInstanceOf(LockInterruptedException.class);
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(() -> lock.acquire(LONG));
        waiting.interrupt();

        assertThat(told(2)).isInstanceOf(Interrupted.class);
        assertThat(told(3)).isInstanceOf(Interrupted.class);
        held.close();
    }

    @Test
    void lossIsToldInPlaceOfTheRelease() throws Exception {
        LockHandle held =
                manager.create(LockSpec.of("a").lease(Duration.ofMillis(100))).acquire();
        assertThat(told(1)).isInstanceOf(Acquired.class);
        assertThat(told(2)).isInstanceOfSatisfying(Lost.class, fact -> assertThat(fact.reason())
                .contains("its time was over"));
        held.close();

        assertNothingElseIsTold(2);
    }

    @Test
    void lossThatTheStoreTellsAtTheReleaseIsToldInPlaceOfTheRelease() throws Exception {
        LockHandle held = manager.getOrCreate("a").acquire();
        var unused = store.forceRelease(
                "lock:a", store.holders("lock:a").get().get(0).id());
        held.close();

        assertThat(told(2)).isInstanceOf(Lost.class);
        assertNothingElseIsTold(2);
    }

    @Test
    void listenersRunOnTheManagersExecutorAlone() {
        manager.getOrCreate("a").acquire().close();
        told(2);
        manager.create(LockSpec.of("b").lease(Duration.ofMillis(100))).acquire();
        told(4);
        manager.getOrCreate("c").acquire();
        manager.close();
        told(6);

        assertThat(threads).containsOnly("manager's");
    }

    @Test
    void everyAcquisitionHasOneEnd() throws Exception {
        NamedLock lock = manager.getOrCreate("a");
        List<Actors.Actor<Boolean>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(actors.start(() -> {
                for (int i = 0; i < 250; i++) {
                    lock.acquire(LONG).close();
                }
                return true;
            }));
        }
        for (Actors.Actor<Boolean> actor : all) {
            actor.get(60, TimeUnit.SECONDS);
        }

        told(2000);
        assertNothingElseIsTold(2000);
        assertThat(facts).filteredOn(Acquired.class::isInstance).hasSize(1000);
        assertThat(facts).filteredOn(Released.class::isInstance).hasSize(1000);
    }

    @Test
    void nothingIsMadeWhenNobodyListens() {
        Definition definition =
                new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);
        Gates gates =
                new Gates(new Rules(Settings.read(property -> Optional.empty())), Interleavings.stopped(), executor);
        Grant grant =
                new Grant(gates.newGate("n"), Tenure.withoutEnd(definition, 1), definition, 0, null, System.nanoTime());
        List<Waiter> settled = List.of(Waiter.calling(definition, 0, () -> {}));
        settled.get(0).settle(grant);
        Listeners nobody = Listeners.none();
        Runnable calls = () -> {
            for (int i = 0; i < 10_000; i++) {
                nobody.acquired(grant);
                nobody.acquired(settled);
                var unused = nobody.ended(grant, 0, Answers.NONE);
                nobody.lost(grant, "");
            }
        };
        calls.run();
        com.sun.management.ThreadMXBean meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = meter.getCurrentThreadAllocatedBytes();
        calls.run();

        assertThat(meter.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
}
