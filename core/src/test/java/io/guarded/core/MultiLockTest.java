package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockLostException;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.ScriptedStore.Mood;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several locks as one: held while all are, given back in reverse, nothing kept by whatever ends it early. */
final class MultiLockTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ScriptedStore store = new ScriptedStore();
    private final CountingStore jvm = new CountingStore(Scope.JVM);
    private final Actors actors = new Actors();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store, jvm))
            .config(property -> Optional.ofNullable(
                    Map.of("guarded.default-type", "scripted").get(property)))
            .executor(Runnable::run)
            .build();
    private final NamedLock both = manager.multi(LockSpec.of("b"), LockSpec.of("a"));

    @AfterEach
    void end() {
        actors.close();
        manager.close();
    }

    private Hold held() {
        return (Hold) both.acquire();
    }

    private void lose(String name) {
        long holdId = store.holders.get("lock:" + name);
        assertThat(manager.find(name).orElseThrow().forceRelease(store.id(holdId)))
                .isTrue();
    }

    private void assertFree() {
        assertThat(store.holders).isEmpty();
        assertThat(((StoreLockManager) manager).gate("lock:a")).isNull();
        assertThat(((StoreLockManager) manager).gate("lock:b")).isNull();
    }

    @Test
    void isHeldWhileAllAre() {
        Hold all = held();
        assertThat(all.isHeld()).isTrue();
        assertThat(all.lockName()).isEqualTo("a, b");
        assertThat(both.type()).isEqualTo("scripted");
        assertThat(both.isLocked()).isTrue();
        all.ensureHeld();

        lose("b");

        assertThat(all.isHeld()).isFalse();
        assertThatThrownBy(all::ensureHeld).isInstanceOf(LockLostException.class);
        assertThatThrownBy(() -> all.extend(LONG)).isInstanceOf(LockLostException.class);
        assertThatThrownBy(all::enter).isInstanceOf(LockLostException.class);
        assertThatThrownBy(all::finish).isInstanceOf(LockLostException.class);
        assertFree();
    }

    @Test
    void registrationIsForAllUntilItIsClosed() {
        AtomicInteger told = new AtomicInteger();
        Hold all = held();
        Hold.Registration ended = all.whenLost(told::incrementAndGet);
        Hold.Registration open = all.whenLost(told::incrementAndGet);
        ended.close();

        lose("a");
        lose("b");

        assertThat(told).hasValue(1);
        open.close();
        all.close();
        assertFree();
    }

    @Test
    void lossIsToldOnce() {
        AtomicInteger told = new AtomicInteger();
        Hold all = held();
        all.onLost(told::incrementAndGet);

        lose("a");
        assertThat(told).hasValue(1);
        lose("b");

        assertThat(told).hasValue(1);
        all.close();
        assertFree();
    }

    @Test
    void isGivenBackInReverse() {
        held().close();
        held().finish();
        held().finish(new IllegalStateException("of the body"));
        assertThat(held().release()).isCompleted();

        assertThat(store.released)
                .containsExactly("lock:b", "lock:a", "lock:b", "lock:a", "lock:b", "lock:a", "lock:b", "lock:a");
        assertFree();
    }

    @Test
    void remainingIsTheShortest() {
        NamedLock mixed = manager.multi(
                LockSpec.of("a").lease(Duration.ofMinutes(50)), LockSpec.of("b").lease(Duration.ofMinutes(10)));
        try (LockHandle all = mixed.acquire()) {
            assertThat(all.remaining()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));

            all.extend(LONG);

            assertThat(all.remaining()).isGreaterThan(Duration.ofMinutes(50));
        }
        assertFree();
    }

    @Test
    void noneIsExtendedIfOneIsLost() {
        NamedLock leased =
                manager.multi(LockSpec.of("a").lease(LONG), LockSpec.of("b").lease(LONG));
        try (LockHandle all = leased.acquire()) {
            lose("b");

            assertThatThrownBy(() -> all.extend(LONG)).isInstanceOf(LockLostException.class);

            assertThat(store.renewed).isEmpty();
        }
    }

    @Test
    void tokenIsThatOfTheOnlyOne() {
        try (LockHandle one = manager.multi(LockSpec.of("a").fenced()).acquire()) {
            assertThat(one.fencingToken()).isPositive();
        }
        try (LockHandle two = both.acquire()) {
            assertThatThrownBy(two::fencingToken)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no common fencing token");
        }
    }

    @Test
    void threadIsInsideOfAllWhileItStays() throws Exception {
        Hold all = held();
        all.leave();
        for (String name : List.of("a", "b")) {
            assertThat(manager.getOrCreate(name).tryAcquire()).as(name).isEmpty();
        }

        Hold.Stay stay = all.enter();

        for (String name : List.of("a", "b")) {
            manager.getOrCreate(name).acquire(Duration.ZERO).close();
        }
        stay.close();
        for (String name : List.of("a", "b")) {
            assertThat(manager.getOrCreate(name).tryAcquire()).as(name).isEmpty();
        }
        all.close();
        assertFree();
    }

    @Test
    void whoeverEntersIsInsideOfAllOrNone() {
        Hold all = held();
        all.leave();
        lose("b");
        store.holders.put("lock:b", -9L);

        assertThatThrownBy(all::enter).isInstanceOf(LockLostException.class);

        assertThat(manager.getOrCreate("a").tryAcquire()).isEmpty();
        all.close();
    }

    @Test
    void sharedHoldLastsUntilTheLastHandleIsClosed() {
        Hold all = held();
        Hold shared = all.share();
        all.close();
        assertThat(store.holders).hasSize(2);
        assertThat(shared.isHeld()).isTrue();
        assertThatThrownBy(all::share).isInstanceOf(IllegalStateException.class);

        shared.close();

        assertFree();
    }

    @Test
    void locksOfSeveralStoresAreJoined() {
        NamedLock mixed = manager.multi(LockSpec.of("x").type("counting"), LockSpec.of("a"));
        assertThat(mixed.type()).isEqualTo("scripted, counting");

        try (LockHandle all = mixed.acquire()) {
            assertThat(all.remaining()).isLessThan(LONG);
            assertThat(jvm.isFree()).isFalse();
            assertThat(store.holders).hasSize(1);
        }

        assertThat(jvm.isFree()).isTrue();
        assertFree();
    }

    @Test
    void failureHalfWayGivesTheFirstBack() {
        store.acquiring = Mood.SILENT;
        CompletableFuture<LockHandle> waiting = both.acquireAsync(LONG);
        store.lastAsked().yes();
        assertThat(store.asked).hasSize(2);

        store.lastAsked().completeExceptionally(new IllegalStateException("broken"));

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(LockUnavailableException.class);
        assertFree();
    }

    @Test
    void cancelledWaitGivesBackWhatItHas() {
        store.acquiring = Mood.SILENT;
        CompletableFuture<LockHandle> waiting = both.acquireAsync(LONG);
        store.lastAsked().yes();
        ScriptedStore.Question second = store.lastAsked();

        assertThat(waiting.cancel(true)).isTrue();

        assertThat(second).isCancelled();
        assertFree();
    }

    @Test
    void waitThatWasCancelledBeforeItsFirstAnswerAsksForNoMore() {
        store.acquiring = Mood.SILENT;
        store.isDeafToCancel = true;
        CompletableFuture<LockHandle> waiting = both.acquireAsync(LONG);
        waiting.cancel(true);

        store.lastAsked().yes();

        assertThat(store.asked).hasSize(1);
        assertFree();
    }

    @Test
    void lossOfTheFirstBeforeTheLastComesIsTold() {
        store.acquiring = Mood.SILENT;
        CompletableFuture<LockHandle> waiting = both.acquireAsync(LONG);
        store.lastAsked().yes();
        store.acquiring = Mood.WELL;
        lose("a");

        store.lastAsked().yes();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(LockLostException.class);
        assertFree();
    }

    @Test
    void acquiredWithoutAThreadItIsWhole() {
        CompletableFuture<LockHandle> all = both.acquireAsync(Duration.ZERO);

        assertThat(all).isCompleted();
        assertThat(store.holders).containsOnlyKeys("lock:a", "lock:b");
        all.join().close();
        assertFree();
    }

    @Test
    void oneWaitTimeIsForAll() {
        store.holders.put("lock:b", -9L);

        assertThatThrownBy(() -> both.acquire(Duration.ZERO)).isInstanceOf(LockBusyException.class);

        assertThat(store.holders).containsOnlyKeys("lock:b");
        assertThat(new Budget(Long.MAX_VALUE).remaining()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Budget(1_000_000_000_000L, System.nanoTime() - 400_000_000_000L).remaining())
                .isBetween(300_000_000_000L, 600_000_000_000L);
        assertThat(new Budget(5, System.nanoTime() - 10).remaining()).isZero();
    }

    @Test
    void oneOfThemIsFreedByForceByItsId() {
        Hold all = held();
        String second = store.id(store.holders.get("lock:b"));

        assertThat(both.forceRelease("nobody's")).isFalse();
        assertThat(both.forceRelease(second)).isTrue();

        assertThat(store.holders).containsOnlyKeys("lock:a");
        assertThat(both.isLocked()).isTrue();
        all.close();
        assertThat(both.isLocked()).isFalse();
    }
}
