package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockListener;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log tells what happens to locks, for those who have nothing else. */
final class JournalTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String HOSTILE = "a\nWARNING forged\u202e";
    private static final String LOCK = "lock \"a\" of type scripted";
    private static final String TIME = " after PT[0-9.]+S";

    private final List<LockListener.Forced> forced = new CopyOnWriteArrayList<>();
    private final Actors actors = new Actors();
    private final ScriptedStore store = new ScriptedStore();
    private final Logged logged = Logged.of(Journal.class);
    private final CloseableLockManager manager = manager(Map.of());

    private CloseableLockManager manager(Map<String, String> settings) {
        return LockManagers.builder()
                .providers(List.of(store))
                .config(property -> Optional.ofNullable(settings.getOrDefault(
                        property,
                        Map.of("guarded.default-type", "scripted", "guarded.store-timeout", "300ms")
                                .get(property))))
                .listeners(List.of(new LockListener() {
                    @Override
                    public void forced(Forced fact) {
                        forced.add(fact);
                    }
                }))
                .build();
    }

    @AfterEach
    void end() {
        actors.close();
        store.acquiring = ScriptedStore.Mood.WELL;
        store.releasing = ScriptedStore.Mood.WELL;
        manager.close();
        logged.close();
    }

    /** Whoever waits for a lock without a thread is told first. */
    private void assertLogged(String pattern) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(logged.messages()).anyMatch(line -> line.matches("(?s)" + pattern)));
    }

    private void assertNotLogged(String pattern) {
        assertThat(logged.messages()).noneMatch(line -> line.matches("(?s)" + pattern));
    }

    @Test
    void acquireWaitAndReleaseAreToldWithTheirTimes() throws Exception {
        NamedLock lock = manager.getOrCreate("a");
        LockHandle held = lock.acquire(LONG);
        Actors.Actor<Void> waiting = actors.startAndAwaitBlocked(() -> {
            lock.acquire().close();
            return null;
        });
        held.close();
        waiting.get(30, TimeUnit.SECONDS);

        assertLogged("FINE " + LOCK + ": waits for it for at most PT[0-9.]+[MS][0-9.S]*");
        assertLogged("FINE " + LOCK + ": waits for it without limit");
        assertThat(logged.messages())
                .filteredOn(line -> line.matches("FINE " + LOCK + ": acquired" + TIME))
                .hasSize(2);
        assertThat(logged.messages())
                .filteredOn(line -> line.matches("FINE " + LOCK + ": released" + TIME))
                .hasSize(2);
    }

    @Test
    void aLockThatIsFreeInThisJvmIsToldToo() {
        CountingStore near = new CountingStore(io.guarded.spi.LockProvider.Scope.JVM);
        try (CloseableLockManager local = LockManagers.builder()
                .providers(List.of(near))
                .config(property -> Optional.ofNullable(
                        Map.of("guarded.default-type", near.type()).get(property)))
                .build()) {
            local.getOrCreate("a").acquire().close();
        }
        assertLogged("FINE lock \"a\" of type " + near.type() + ": acquired .*");
        assertLogged("FINE lock \"a\" of type " + near.type() + ": released" + TIME);
    }

    @Test
    void refusalIsToldWithItsKind() {
        NamedLock lock = manager.getOrCreate("a");
        LockHandle held = lock.acquire();
        assertThatThrownBy(() -> actors.call(() -> lock.acquire(Duration.ZERO))).isInstanceOf(LockBusyException.class);
        held.close();
        store.acquiring = ScriptedStore.Mood.BROKEN;
        assertThatThrownBy(() -> lock.acquire(LONG)).isInstanceOf(LockUnavailableException.class);

        assertLogged("FINE " + LOCK + ": not acquired" + TIME + ": LockBusyException");
        assertLogged("FINE " + LOCK + ": not acquired" + TIME + ": LockUnavailableException");
    }

    @Test
    void waitsWithoutAThreadAreTold() throws Exception {
        NamedLock lock = manager.getOrCreate("a");
        LockHandle held = lock.acquireAsync(LONG).get(30, TimeUnit.SECONDS);
        assertLogged("FINE " + LOCK + ": acquired" + TIME);

        CompletableFuture<LockHandle> waiting = lock.acquireAsync(LONG);
        waiting.cancel(false);
        assertLogged("FINE " + LOCK + ": not acquired" + TIME + ": cancelled");
        assertThatThrownBy(() -> lock.acquireAsync(Duration.ZERO).get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(LockBusyException.class);
        assertLogged("FINE " + LOCK + ": not acquired" + TIME + ": LockBusyException");
        held.close();
    }

    @Test
    void releaseThatFailsIsAWarningAndNoRelease() {
        LockHandle held = manager.getOrCreate("a").acquire();
        store.releasing = ScriptedStore.Mood.BROKEN;
        held.close();

        assertLogged("WARNING " + LOCK + " was not released cleanly.*");
        assertNotLogged("FINE .*: released.*");
    }

    @Test
    void lossIsAWarningWithItsReason() {
        LockHandle held =
                manager.create(LockSpec.of("a").lease(Duration.ofMillis(150))).acquire();

        // whoever asks knows by the clock, and may do so before the timer tells
        await().untilAsserted(() -> assertLogged("WARNING " + LOCK + " was lost: its time was over"));
        assertThat(held.isHeld()).isFalse();
        held.close();
        assertNotLogged("FINE .*: released.*");
    }

    @Test
    void forcedReleaseIsAWarningWithItsCallerAndAFact() {
        LockHandle held = manager.getOrCreate("a").acquire();
        String id = manager.locks().get(0).id();

        assertThat(manager.forceRelease("a", id, "eve\nWARNING forged")).isTrue();

        assertLogged("WARNING " + LOCK + " was released by force; hold " + id + ", wanted by eve.u000AWARNING forged");
        await().until(() -> forced.size() == 1);
        assertThat(forced.get(0))
                .isEqualTo(new LockListener.Forced(
                        new LockListener.Lock("a", "scripted", Optional.empty()), id, "eve\nWARNING forged"));
        held.close();
    }

    @Test
    void forcedReleaseOfAHoldOfThisJvmTellsItsGuard() {
        Guarded guard = Guarded.Literal.of("order:{id}", "", 5, TimeUnit.SECONDS);
        LockHandle held = manager.create(LockSpec.of("a").guardedBy(guard)).acquire();

        assertThat(manager.forceRelease("a", manager.locks().get(0).id(), "eve"))
                .isTrue();

        await().until(() -> forced.size() == 1);
        assertThat(forced.get(0).lock().guard()).contains(guard);
        held.close();
    }

    @Test
    void forcedReleaseOfAnotherHoldIsNoFact() {
        LockHandle held = manager.getOrCreate("a").acquire();

        assertThat(manager.forceRelease("a", "another", "eve")).isFalse();

        assertThat(manager.getOrCreate("a").forceRelease("another")).isFalse();
        assertLogged("FINE " + LOCK + " was not released by force: .*; hold another, wanted by the application");
        assertNotLogged("WARNING .*");
        assertThat(held.isHeld()).isTrue();
        held.close();
        assertThat(forced).isEmpty();
    }

    @Test
    void forcedReleaseWithoutAnAnswerIsAWarningToo() {
        LockHandle held = manager.getOrCreate("a").acquire();
        store.acquiring = ScriptedStore.Mood.SILENT;

        assertThatThrownBy(() -> manager.getOrCreate("a").forceRelease("x"))
                .isInstanceOf(LockUnavailableException.class);

        assertLogged("WARNING " + LOCK + " may have been released by force.* wanted by the application");
        assertThat(forced).isEmpty();
        held.close();
    }

    @Test
    void namesAreEscaped() {
        LockHandle held = manager.getOrCreate(HOSTILE).acquire();
        assertThat(manager.forceRelease(HOSTILE, manager.locks().get(0).id(), HOSTILE))
                .isTrue();
        held.close();
        manager.getOrCreate(HOSTILE).acquire().close();

        assertThat(logged.messages()).isNotEmpty().noneMatch(line -> line.contains("\n") || line.contains("\u202e"));
    }

    @Test
    void aLogThatFailsCostsNobodyALock() {
        Logger logger = Logger.getLogger(Journal.class.getPackageName());
        Handler broken = brokenLog();
        logger.addHandler(broken);
        try {
            NamedLock lock = manager.getOrCreate("a");
            lock.acquire().close();
            lock.acquireAsync(LONG).join().close();
            assertThat(store.holders).isEmpty();
        } finally {
            logger.removeHandler(broken);
        }
    }

    /** Between the store's yes and the handle the executor is asked to tell, and its failure is logged. */
    @Test
    void aLogThatFailsTogetherWithTheExecutorCostsNobodyALock() {
        Logger logger = Logger.getLogger(Journal.class.getPackageName());
        Handler broken = brokenLog();
        logger.addHandler(broken);
        try (CloseableLockManager broke = LockManagers.builder()
                .providers(List.of(store))
                .config(property -> Optional.ofNullable(
                        Map.of("guarded.default-type", "scripted").get(property)))
                .listeners(List.of(new LockListener() {}))
                .executor(task -> {
                    throw new IllegalStateException("full");
                })
                .build()) {
            NamedLock lock = broke.getOrCreate("a");
            LockHandle held = lock.acquire();
            assertThat(held.isHeld()).isTrue();
            held.close();
            lock.acquireAsync(LONG).join().close();
            assertThat(store.holders).isEmpty();
        } finally {
            logger.removeHandler(broken);
        }
    }

    private static Handler brokenLog() {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                throw new IllegalStateException("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void withoutDebugNothingIsWritten() {
        Logger.getLogger(Journal.class.getPackageName()).setLevel(Level.INFO);

        manager.getOrCreate("a").acquire().close();

        assertThat(logged.messages()).isEmpty();
    }

    @Test
    void withoutDebugNoObjectIsMade() {
        Logger.getLogger(Journal.class.getPackageName()).setLevel(Level.INFO);
        Gates gates = gates();
        Grant grant = grant(gates);
        Waiter waiter = Waiter.calling(grant.definition, 0, () -> {});
        LongHolds none = new LongHolds(Duration.ZERO);
        Runnable calls = () -> {
            for (int i = 0; i < 10_000; i++) {
                Journal.acquired(grant);
                Journal.asked(waiter);
                Journal.acquired(grant, waiter);
                Journal.ended(grant, 0, Answers.NONE);
                none.ended(grant, grant.grantedAt() + 1);
            }
        };
        calls.run();
        com.sun.management.ThreadMXBean meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = meter.getCurrentThreadAllocatedBytes();
        calls.run();

        assertThat(meter.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private static Gates gates() {
        return new Gates(
                new Rules(Settings.read(property -> Optional.empty())), Interleavings.stopped(), Runnable::run);
    }

    private Grant grant(Gates gates) {
        Definition definition = new Definition("a", "lock:a", Store.of(store), null, true, LONG, Duration.ZERO, false);
        return new Grant(
                gates.newGate("lock:a"), Tenure.withoutEnd(definition, 1), definition, 0, null, System.nanoTime());
    }

    @Test
    void holdThatLastsLongIsToldOnceWhileItDoes() throws Exception {
        try (CloseableLockManager warning = manager(Map.of("guarded.warn-hold", "50ms"))) {
            LockHandle held = warning.getOrCreate("a").acquire();
            await().until(() -> logged.messages().stream().anyMatch(line -> line.startsWith("WARNING")));
            held.close();
        }
        assertLogged(
                "WARNING " + LOCK + " has been held for PT[0-9.]+S, now by the thread \".+\", which is longer than "
                        + "guarded.warn-hold, PT0.05S");
        assertThat(logged.messages())
                .filteredOn(line -> line.startsWith("WARNING"))
                .hasSize(1);
    }

    @Test
    void holdThatEndsBetweenTwoLooksIsToldAtItsEnd() {
        LongHolds none = new LongHolds(Duration.ZERO);
        LongHolds short50 = new LongHolds(Duration.ofMillis(50));
        Grant grant = grant(gates());
        long now = grant.grantedAt() + 60_000_000;

        none.ended(grant, now);
        short50.ended(grant, grant.grantedAt() + 40_000_000);
        assertThat(logged.messages()).isEmpty();
        short50.ended(grant, now);
        short50.ended(grant, now);

        assertThat(logged.messages())
                .singleElement()
                .isEqualTo(
                        "WARNING " + LOCK + " was held for PT0.06S, which is longer than guarded.warn-hold, PT0.05S");
    }

    @Test
    void whoEntersAgainWaitedForNothing() {
        NamedLock lock = manager.getOrCreate("a");
        try (LockHandle outer = lock.acquire();
                LockHandle inner = lock.acquire()) {
            assertThat(outer.isHeld()).isEqualTo(inner.isHeld());
        }

        assertLogged("FINE " + LOCK + ": entered again");
        assertNotLogged(".*PT-.*");
    }
}
