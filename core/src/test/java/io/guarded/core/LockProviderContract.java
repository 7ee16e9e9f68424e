package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockInfo;
import io.guarded.LockInterruptedException;
import io.guarded.LockLostException;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.spi.LockProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Is what every provider has to pass: seen through the manager, and looked for in the store itself.
 *
 * <p>A provider's test extends it, makes the provider and says how to look in its store.
 */
public abstract class LockProviderContract {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofMillis(150);

    private final Actors actors = new Actors();
    private CloseableLockManager manager;
    private String name;

    /** Makes a provider that was not started. */
    protected abstract LockProvider newProvider() throws Exception;

    /** Looks in the store, not through the provider. */
    protected abstract boolean isKeyInStore(String key) throws Exception;

    /** Adds to the manager's configuration. */
    protected Map<String, String> configuration() {
        return Map.of();
    }

    @BeforeEach
    final void startManager(TestInfo test) throws Exception {
        manager = newManager(Map.of());
        name = getClass().getSimpleName() + "-" + test.getDisplayName() + "-" + System.nanoTime();
    }

    private CloseableLockManager newManager(Map<String, String> more) throws Exception {
        Map<String, String> configuration = new HashMap<>(configuration());
        configuration.putAll(more);
        return LockManagers.builder()
                .providers(List.of(newProvider()))
                .config(property -> Optional.ofNullable(configuration.get(property)))
                .build();
    }

    @AfterEach
    final void endManager() throws Exception {
        actors.close();
        manager.close();
        // a lost hold is told before the store ends it
        await().untilAsserted(() ->
                assertThat(isKeyInStore(key())).as("key left in the store").isFalse());
    }

    private String key() {
        return Keys.of("lock:", name);
    }

    private LockSpec spec() {
        return LockSpec.of(name).type(type());
    }

    /** The type of the provider under test. */
    protected abstract String type();

    private NamedLock lock() {
        return manager.getOrCreate(spec());
    }

    @Test
    void acquiredLockIsInTheStoreUntilItIsClosed() throws Exception {
        LockHandle handle = lock().acquire();

        assertThat(isKeyInStore(key())).isTrue();
        assertThat(handle.isHeld()).isTrue();
        assertThat(lock().isLocked()).isTrue();
        handle.close();
        assertThat(isKeyInStore(key())).isFalse();
        assertThat(handle.isHeld()).isFalse();
        assertThat(lock().isLocked()).isFalse();
    }

    @Test
    void secondHolderIsRefusedAtOnce() throws Exception {
        try (LockHandle held = lock().acquire()) {
            assertThat(elsewhere(() -> lock().tryAcquire())).isEmpty();
            assertThatThrownBy(() -> elsewhere(() -> lock().acquire(Duration.ZERO)))
                    .isInstanceOfSatisfying(LockBusyException.class, busy -> {
                        assertThat(busy.lockName()).isEqualTo(name);
                        assertThat(busy.waited()).isZero();
                    });
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void freeLockIsTakenByATry() {
        try (LockHandle held = lock().tryAcquire().orElseThrow()) {
            held.ensureHeld();
        }
        try (LockHandle held = lock().acquire(Duration.ZERO)) {
            held.ensureHeld();
        }
    }

    @Test
    void differentNamesAreIndependent() throws Exception {
        NamedLock other = manager.getOrCreate(LockSpec.of(name + "-other").type(type()));

        try (LockHandle held = lock().acquire()) {
            elsewhere(() -> other.acquire(Duration.ZERO)).close();
            held.ensureHeld();
        }
    }

    @Test
    void namesWithOneHashCodeAreIndependent() throws Exception {
        NamedLock one = manager.getOrCreate(LockSpec.of(name + "Aa").type(type()));
        NamedLock two = manager.getOrCreate(LockSpec.of(name + "BB").type(type()));
        assertThat(one.name().hashCode()).isEqualTo(two.name().hashCode());

        try (LockHandle held = one.acquire()) {
            elsewhere(() -> two.acquire(Duration.ZERO)).close();
            held.ensureHeld();
        }
    }

    @Test
    void waitEndsWithTheLockWhenTheHolderReleases() throws Exception {
        LockHandle held = lock().acquire();
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(() -> lock().acquire(LONG));

        held.close();

        LockHandle second = waiting.get();
        assertThat(second.isHeld()).isTrue();
        assertThat(held.isHeld()).isFalse();
        second.close();
    }

    @Test
    void unlimitedWaitEndsWithTheLockWhenTheHolderReleases() throws Exception {
        LockHandle held = lock().acquire();
        Actors.Actor<LockHandle> first = actors.startAndAwaitBlocked(() -> lock().acquire());
        Actors.Actor<LockHandle> second =
                actors.startAndAwaitBlocked(() -> lock().acquire(Duration.ofSeconds(Long.MAX_VALUE)));

        held.close();

        first.get().close();
        second.get().close();
    }

    @Test
    void waitGivesUpNotBeforeItsTime() throws Exception {
        try (LockHandle held = lock().acquire()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> elsewhere(() -> lock().acquire(SHORT)))
                    .isInstanceOfSatisfying(LockBusyException.class, busy -> assertThat(busy.waited())
                            .isGreaterThanOrEqualTo(SHORT));
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
            held.ensureHeld();
        }
    }

    @Test
    void timedOutWaitLeavesNoTrace() throws Exception {
        LockHandle held = lock().acquire();
        assertThatThrownBy(() -> elsewhere(() -> lock().acquire(SHORT))).isInstanceOf(LockBusyException.class);

        held.close();

        assertThat(isKeyInStore(key())).isFalse();
        elsewhere(() -> lock().acquire(Duration.ZERO)).close();
        assertThat(((StoreLockManager) manager).gate(key())).isNull();
    }

    @Test
    void interruptedWaitEndsWithTheFlagSetAndNothingHeld() throws Exception {
        LockHandle held = lock().acquire();
        Actors.Actor<Boolean> waiting = actors.startAndAwaitBlocked(() -> {
            try {
                lock().acquire(LONG).close();
                return false;
            } catch (LockInterruptedException expected) {
                return Thread.currentThread().isInterrupted();
            }
        });

        waiting.interrupt();

        assertThat(waiting.get()).isTrue();
        held.close();
        assertThat(isKeyInStore(key())).isFalse();
        assertThat(((StoreLockManager) manager).gate(key())).isNull();
    }

    @Test
    void interruptedWaiterLeavesItsPlaceToTheNext() throws Exception {
        LockHandle held = lock().acquire();
        Actors.Actor<LockHandle> first = actors.startAndAwaitBlocked(() -> lock().acquire(LONG));
        Actors.Actor<LockHandle> second = actors.startAndAwaitBlocked(() -> lock().acquire(LONG));

        first.interrupt();

        assertThatThrownBy(first::get).hasRootCauseInstanceOf(LockInterruptedException.class);
        held.close();
        second.get().close();
    }

    @Test
    void interruptedThreadDoesNotAcquire() throws Exception {
        List<Callable<?>> ways = List.of(
                () -> lock().acquire(),
                () -> lock().acquire(Duration.ZERO),
                () -> lock().acquire(LONG),
                () -> lock().tryAcquire());
        for (Callable<?> way : ways) {
            boolean isFlagKept = elsewhere(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(way::call).isInstanceOf(LockInterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });
            assertThat(isFlagKept).isTrue();
            assertThat(isKeyInStore(key())).isFalse();
        }
    }

    @Test
    void interruptWhileHoldingIsKeptAndTheLockReleased() throws Exception {
        boolean isFlagKept = elsewhere(() -> {
            LockHandle held = lock().acquire();
            Thread.currentThread().interrupt();
            held.close();
            return Thread.currentThread().isInterrupted();
        });

        assertThat(isFlagKept).isTrue();
        assertThat(isKeyInStore(key())).isFalse();
    }

    @Test
    void lateSecondCloseLeavesTheNextHolderHolding() throws Exception {
        LockHandle first = lock().acquire();
        first.close();
        LockHandle second = elsewhere(() -> lock().acquire(Duration.ZERO));

        first.close();

        assertThat(second.isHeld()).isTrue();
        assertThat(isKeyInStore(key())).isTrue();
        assertThat(lock().tryAcquire()).isEmpty();
        second.close();
    }

    @Test
    void closeFromAnotherThreadWorks() throws Exception {
        LockHandle held = lock().acquire();

        elsewhere(() -> {
            held.close();
            return true;
        });

        assertThat(isKeyInStore(key())).isFalse();
        elsewhere(() -> lock().acquire(Duration.ZERO)).close();
    }

    @Test
    void holderEntersAgainAndTheLockIsFreeAfterTheLastClose() throws Exception {
        LockHandle outer = lock().acquire();
        LockHandle inner = lock().acquire(Duration.ZERO);

        outer.close();
        assertThat(outer.isHeld()).isFalse();
        assertThat(inner.isHeld()).isTrue();
        assertThat(elsewhere(() -> lock().tryAcquire())).isEmpty();

        inner.close();
        assertThat(isKeyInStore(key())).isFalse();
    }

    @Test
    void anotherThreadWithTheHandleDoesNotEnterAgain() throws Exception {
        try (LockHandle held = lock().acquire()) {
            boolean isRefused =
                    elsewhere(() -> held.isHeld() && lock().tryAcquire().isEmpty());
            assertThat(isRefused).isTrue();
        }
    }

    @Test
    void threadThatLeftDoesNotEnterAgainWhileTheHoldLives() throws Exception {
        Hold hold = (Hold) lock().acquire();
        hold.leave();

        assertThat(lock().tryAcquire()).isEmpty();
        assertThat(hold.isHeld()).isTrue();
        hold.close();
    }

    @Test
    void threadInsideAnOpenHoldEntersAgainUntilItsStayEnds() throws Exception {
        Hold hold = (Hold) lock().acquire();
        hold.leave();

        elsewhere(() -> {
            try (Hold.Stay stay = hold.enter()) {
                lock().acquire(Duration.ZERO).close();
            }
            assertThat(lock().tryAcquire()).isEmpty();
            return true;
        });
        hold.close();
        assertThatThrownBy(hold::enter).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void innerHoldThatLivesOnDoesNotKeepTheThreadInside() throws Exception {
        Hold outer = (Hold) lock().acquire();
        Hold inner = (Hold) lock().acquire();

        inner.leave();
        lock().acquire(Duration.ZERO).close();
        outer.close();

        assertThat(inner.isHeld()).isTrue();
        assertThat(lock().tryAcquire()).as("the thread has left").isEmpty();
        inner.close();
        assertThat(isKeyInStore(key())).isFalse();
    }

    @Test
    void twoThreadsInsideOneHoldBothEnterAgain() throws Exception {
        Hold hold = (Hold) lock().acquire();

        elsewhere(() -> {
            try (Hold.Stay stay = hold.enter()) {
                lock().acquire(Duration.ZERO).close();
            }
            assertThat(lock().tryAcquire()).isEmpty();
            return true;
        });
        lock().acquire(Duration.ZERO).close();
        hold.close();
    }

    @Test
    void asynchronousWaitThatTheCallerEndsLeavesItsPlace() throws Exception {
        LockHandle held = lock().acquire();
        CompletableFuture<LockHandle> waiting = lock().acquireAsync(LONG);

        waiting.completeExceptionally(new IllegalStateException("a time-out of the caller"));
        held.close();

        assertThat(((StoreLockManager) manager).gate(key())).isNull();
    }

    @Test
    void failedNestedAttemptKeepsTheOuterHold() throws Exception {
        NamedLock other = manager.getOrCreate(LockSpec.of(name + "-other").type(type()));
        LockHandle othersHold = elsewhere(() -> other.acquire());

        try (LockHandle held = lock().acquire()) {
            assertThatThrownBy(() -> other.acquire(SHORT)).isInstanceOf(LockBusyException.class);
            held.ensureHeld();
            assertThat(elsewhere(() -> lock().tryAcquire())).isEmpty();
        }
        othersHold.close();
    }

    @Test
    void closeWithoutWaitingFreesTheStoreByTheTimeItIsAnswered() throws Exception {
        Hold hold = (Hold) lock().acquire();

        hold.release().get();

        assertThat(isKeyInStore(key())).isFalse();
        assertThat(hold.release()).isCompleted();
    }

    @Test
    void hungBodyLosesTheLockAtTheLongestHold() throws Exception {
        try (CloseableLockManager hasty = newManager(Map.of("guarded.max-hold", "1s", "guarded.lease", "1s"))) {
            CountDownLatch told = new CountDownLatch(1);
            LockHandle hung = hasty.getOrCreate(spec()).acquire();
            hung.onLost(told::countDown);

            LockHandle next = elsewhere(() -> hasty.getOrCreate(spec()).acquire(LONG));

            told.await();
            assertThatThrownBy(hung::ensureHeld).isInstanceOf(LockLostException.class);
            hung.close();
            next.close();
        }
    }

    @Test
    void longestHoldOfALockGoesBeforeTheConfiguredOne() throws Exception {
        try (CloseableLockManager hasty = newManager(Map.of("guarded.lease", "1s"))) {
            CountDownLatch told = new CountDownLatch(1);
            LockHandle hung =
                    hasty.getOrCreate(spec().maxHold(Duration.ofMillis(500))).acquire();
            hung.onLost(told::countDown);

            told.await();

            assertThatThrownBy(hung::ensureHeld).isInstanceOf(LockLostException.class);
            hung.close();
        }
    }

    @Test
    void keyIsKeptForItsLeastTimeEvenIfItIsReleasedBefore() throws Exception {
        NamedLock lock = manager.getOrCreate(spec().atLeast(Duration.ofMillis(800)));
        long asked = System.nanoTime();

        lock.acquire().close();

        // a machine that has stood still may ask when the time is over
        boolean isKept = isKeyInStore(key());
        assertThat(isKept || hasPassed(Duration.ofMillis(800), asked)).isTrue();
        LockHandle next = lock.tryAcquire().orElseGet(() -> lock.acquire(LONG));
        assertThat(hasPassed(Duration.ofMillis(800), asked)).isTrue();
        next.close();
    }

    private static boolean hasPassed(Duration time, long since) {
        return System.nanoTime() - since >= time.toNanos();
    }

    @Test
    void keyIsFreeAtItsReleaseIfItsLeastTimeIsOver() throws Exception {
        NamedLock lock = manager.getOrCreate(spec().atLeast(Duration.ofNanos(1)));

        lock.acquire().close();

        assertThat(isKeyInStore(key())).isFalse();
    }

    @Test
    void leastTimeAboveAFixedLeaseIsRefused() {
        LockSpec tooLong = spec().lease(Duration.ofSeconds(1)).atLeast(Duration.ofSeconds(2));

        assertThatThrownBy(() -> manager.getOrCreate(tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than its fixed lease of PT1S");
    }

    @Test
    void extensionMovesTheLongestHold() throws Exception {
        Duration longest = Duration.ofSeconds(1);
        NamedLock lock = manager.getOrCreate(spec().maxHold(longest));
        LockHandle held = extended(lock, longest);

        assertThatThrownBy(() -> elsewhere(() -> lock.acquire(longest.multipliedBy(2))))
                .isInstanceOf(LockBusyException.class);
        held.ensureHeld();
        held.close();
    }

    /** Acquires and extends; a machine that stands still may lose what would soon have ended, and tries again. */
    private static LockHandle extended(NamedLock lock, Duration end) {
        while (true) {
            long asked = System.nanoTime();
            LockHandle held = lock.acquire();
            try {
                held.extend(Duration.ofSeconds(60));
                return held;
            } catch (LockLostException late) {
                held.close();
                // a cluster's hold ends a little earlier here than there
                if (!hasPassed(end.dividedBy(2), asked)) {
                    throw late;
                }
            }
        }
    }

    @Test
    void fixedLeaseEndsEvenIfTheWorkDoesNot() throws Exception {
        try (LockHandle held =
                manager.getOrCreate(spec().lease(Duration.ofMinutes(2))).acquire()) {
            assertThat(held.remaining()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
        }
        NamedLock leased = manager.getOrCreate(spec().lease(Duration.ofMillis(300)));
        CountDownLatch told = new CountDownLatch(1);
        LockHandle first = leased.acquire();
        first.onLost(told::countDown);
        assertThat(first.remaining()).isLessThanOrEqualTo(Duration.ofMillis(300));

        LockHandle second = elsewhere(() -> leased.acquire(LONG));

        told.await();
        assertThat(first.isHeld()).isFalse();
        assertThat(first.remaining()).isZero();
        assertThatThrownBy(first::ensureHeld).isInstanceOf(LockLostException.class);
        first.close();
        second.close();
    }

    @Test
    void closeAfterTheLossLeavesTheNextHolderHolding() throws Exception {
        NamedLock leased = manager.getOrCreate(spec().lease(Duration.ofMillis(200)));
        LockHandle first = leased.acquire();
        LockHandle second = elsewhere(
                () -> manager.getOrCreate(spec().lease(Duration.ofMillis(200))).acquire(LONG));

        first.close();

        assertThat(isKeyInStore(key()) || !second.isHeld()).isTrue();
        second.close();
    }

    @Test
    void holderThatLostDoesNotEnterAgain() throws Exception {
        NamedLock leased = manager.getOrCreate(spec().lease(Duration.ofMillis(200)));
        LockHandle lost = leased.acquire();
        elsewhere(() -> leased.acquire(LONG)).close();

        assertThatThrownBy(leased::acquire).isInstanceOf(LockLostException.class);
        assertThatThrownBy(leased::tryAcquire).isInstanceOf(LockLostException.class);

        lost.close();
        leased.acquire().close();
    }

    @Test
    void callbackRegisteredAfterTheLossRunsOnce() throws Exception {
        NamedLock leased = manager.getOrCreate(spec().lease(Duration.ofMillis(200)));
        LockHandle lost = leased.acquire();
        elsewhere(() -> leased.acquire(LONG)).close();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch told = new CountDownLatch(1);

        lost.onLost(() -> {
            runs.incrementAndGet();
            told.countDown();
        });

        told.await();
        lost.close();
        assertThat(runs).hasValue(1);
    }

    @Test
    void callbackDoesNotRunAfterARelease() throws Exception {
        Duration lease = Duration.ofMillis(300);
        AtomicInteger runs;
        NamedLock leased = manager.getOrCreate(spec().lease(lease));
        long asked;
        // where the machine stood still it was lost before
        do {
            AtomicInteger runsOfThis = new AtomicInteger();
            runs = runsOfThis;
            asked = System.nanoTime();
            LockHandle held = leased.acquire();
            held.onLost(runsOfThis::incrementAndGet);

            held.close();
            held.onLost(runsOfThis::incrementAndGet);
        } while (hasPassed(lease.minusMillis(50), asked));
        LockHandle next = leased.acquire();
        CountDownLatch nextLost = new CountDownLatch(1);
        next.onLost(nextLost::countDown);

        nextLost.await();
        next.close();
        assertThat(runs).hasValue(0);
    }

    @Test
    void callGivesTheResultAndReleases() throws Exception {
        String result = lock().call(Duration.ZERO, () -> {
            assertThat(isKeyInStore(key())).isTrue();
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(isKeyInStore(key())).isFalse();
    }

    @Test
    void failureOfTheBodyIsKeptAndTheLockReleased() throws Exception {
        Exception failure = new Exception("checked");
        Error error = new StackOverflowError("deep");

        assertThatThrownBy(() -> lock().call(Duration.ZERO, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> lock().run(Duration.ZERO, () -> {
                    throw error;
                }))
                .isSameAs(error);

        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(isKeyInStore(key())).isFalse();
    }

    @Test
    void callEndsWithTheLossEvenIfTheBodyEndedNormally() throws Exception {
        NamedLock leased = manager.getOrCreate(spec().lease(Duration.ofMillis(200)));

        assertThatThrownBy(() -> leased.call(Duration.ZERO, () -> elsewhere(() -> leased.acquire(LONG))
                        .lockName()))
                .isInstanceOf(LockLostException.class);

        actors.closeAll(LockHandle.class);
    }

    @Test
    void refusedBodyDoesNotRun() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (LockHandle held = lock().acquire()) {
            assertThatThrownBy(() -> elsewhere(() -> {
                        lock().run(Duration.ZERO, runs::incrementAndGet);
                        return true;
                    }))
                    .isInstanceOf(LockBusyException.class);
            held.ensureHeld();
        }
        assertThat(runs).hasValue(0);
    }

    @Test
    void counterWithoutSynchronizationIsExact() throws Exception {
        int[] counters = new int[2];
        List<NamedLock> locks = List.of(
                manager.getOrCreate(LockSpec.of(name + "-0").type(type())),
                manager.getOrCreate(LockSpec.of(name + "-1").type(type())));
        List<Actors.Actor<Integer>> workers = new ArrayList<>();
        for (int worker = 0; worker < 8; worker++) {
            int seed = worker;
            workers.add(actors.start(() -> {
                for (int i = 0; i < 100; i++) {
                    int which = (i + seed) % 2;
                    locks.get(which).run(LONG, () -> counters[which] = increment(counters[which]));
                }
                return seed;
            }));
        }
        for (Actors.Actor<Integer> worker : workers) {
            worker.get();
        }
        assertThat(counters).containsExactly(400, 400);
    }

    /** Long enough that two at once would lose one. */
    private static int increment(int value) {
        Thread.yield();
        return value + 1;
    }

    @Test
    void waitersAreServedInTheOrderOfTheirArrival() throws Exception {
        List<Integer> served = new ArrayList<>();
        List<Actors.Actor<Integer>> waiting = new ArrayList<>();
        LockHandle held = lock().acquire();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(actors.startAndAwaitBlocked(() -> {
                lock().run(LONG, () -> served.add(number));
                return number;
            }));
        }

        held.close();

        for (Actors.Actor<Integer> waiter : waiting) {
            waiter.get();
        }
        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void badWaitIsRefusedBeforeTheStoreIsTouched() throws Exception {
        assertThatThrownBy(() -> lock().acquire(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> lock().acquire(null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(isKeyInStore(key())).isFalse();
    }

    @Test
    void twoNamesWithOneKeyShareOneMutex() throws Exception {
        NamedLock one =
                manager.getOrCreate(LockSpec.of(name + "-a").type(type()).key(name));
        NamedLock two =
                manager.getOrCreate(LockSpec.of(name + "-b").type(type()).key(name));

        try (LockHandle held = one.acquire()) {
            assertThat(isKeyInStore(key())).isTrue();
            assertThat(elsewhere(two::tryAcquire)).isEmpty();
            held.ensureHeld();
        }
    }

    @Test
    void anotherLeaseForAHeldNameIsAnErrorThatNamesBoth() {
        try (LockHandle held = lock().acquire()) {
            assertThatThrownBy(() -> manager.getOrCreate(spec().lease(Duration.ofSeconds(7))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("PT7S")
                    .hasMessageContaining("renewed lease");
            assertThatThrownBy(() ->
                            manager.create(spec().lease(Duration.ofSeconds(7))).tryAcquire())
                    .isInstanceOf(IllegalStateException.class);
            held.ensureHeld();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nSET x y", "nul\0", "😀", "{brace}", "br}ace{", "%#", "a:b", "half\ud800", "ü ß"})
    void oddNamesAreHeldUnderAKeyOfTheirOwn(String odd) throws Exception {
        NamedLock lock = manager.getOrCreate(LockSpec.of(name + odd).type(type()));
        NamedLock plain = manager.getOrCreate(LockSpec.of(name + "-").type(type()));

        try (LockHandle held = lock.acquire(Duration.ZERO)) {
            assertThat(isKeyInStore(Keys.of("lock:", name + odd))).isTrue();
            elsewhere(() -> plain.acquire(Duration.ZERO)).close();
            assertThat(elsewhere(lock::tryAcquire)).isEmpty();
            assertThat(held.lockName()).isEqualTo(name + odd);
        }
        assertThat(isKeyInStore(Keys.of("lock:", name + odd))).isFalse();
    }

    @Test
    void nameOfAMegabyteHasAShortKey() throws Exception {
        String huge = name + "x".repeat(1 << 20);
        NamedLock lock = manager.getOrCreate(LockSpec.of(huge).type(type()));

        try (LockHandle held = lock.acquire(Duration.ZERO)) {
            assertThat(Keys.of("lock:", huge)).hasSizeLessThan(200);
            assertThat(elsewhere(lock::tryAcquire)).isEmpty();
            held.ensureHeld();
        }
    }

    @Test
    void idleNamesAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            manager.create(LockSpec.of(name + i).type(type())).acquire().close();
        }

        assertThat(manager.list()).isEmpty();
        assertThat(((StoreLockManager) manager).gate(Keys.of("lock:", name + 1)))
                .isNull();
    }

    @Test
    void closedManagerFailsItsWaitersAndTellsItsHolders() throws Exception {
        LockHandle held = lock().acquire();
        CountDownLatch told = new CountDownLatch(1);
        held.onLost(told::countDown);
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(() -> lock().acquire());

        manager.close();

        assertThatThrownBy(waiting::get).hasRootCauseInstanceOf(LockUnavailableException.class);
        told.await();
        assertThat(held.isHeld()).isFalse();
        assertThat(isKeyInStore(key())).isFalse();
        assertThatThrownBy(() -> lock().acquire(Duration.ZERO)).isInstanceOf(LockUnavailableException.class);
        held.close();
    }

    @Test
    void asynchronousWaitBlocksNoThreadAndEndsWithTheLock() throws Exception {
        LockHandle held = lock().acquire();
        CompletableFuture<LockHandle> waiting = lock().acquireAsync(LONG);
        assertThat(waiting).isNotDone();

        held.close();

        LockHandle second = waiting.get();
        assertThat(second.isHeld()).isTrue();
        assertThat(isKeyInStore(key())).isTrue();
        second.close();
    }

    @Test
    void asynchronousTryTellsBusy() throws Exception {
        try (LockHandle held = lock().acquire()) {
            assertThatThrownBy(() -> lock().acquireAsync(Duration.ZERO).get())
                    .hasCauseInstanceOf(LockBusyException.class);
            assertThatThrownBy(() -> lock().acquireAsync(SHORT).get()).hasCauseInstanceOf(LockBusyException.class);
            held.ensureHeld();
        }
        lock().acquireAsync(Duration.ZERO).get().close();
        assertThat(isKeyInStore(key())).isFalse();
    }

    @Test
    void noThreadEntersAHoldThatWasAcquiredAsynchronously() throws Exception {
        LockHandle held = lock().acquireAsync(Duration.ZERO).get();

        assertThat(lock().tryAcquire()).isEmpty();
        held.close();
    }

    @Test
    void cancelledAsynchronousWaitLeavesItsPlaceToTheNext() throws Exception {
        LockHandle held = lock().acquire();
        CompletableFuture<LockHandle> first = lock().acquireAsync(LONG);
        CompletableFuture<LockHandle> second = lock().acquireAsync(LONG);

        assertThat(first.cancel(true)).isTrue();
        held.close();

        second.get().close();
        assertThat(isKeyInStore(key())).isFalse();
        assertThat(((StoreLockManager) manager).gate(key())).isNull();
    }

    @Test
    void cancelAtAnyMomentLeavesNothing() {
        for (int i = 0; i < 200; i++) {
            CompletableFuture<LockHandle> acquiring = lock().acquireAsync(LONG);
            for (int spin = 0; spin < i * 20; spin++) {
                Thread.onSpinWait();
            }
            if (!acquiring.cancel(true)) {
                acquiring.join().close();
            }
        }
        await().untilAsserted(() -> assertThat(isKeyInStore(key())).isFalse());
        lock().acquire(LONG).close();
    }

    @Test
    void fixedLeaseIsSetAnewByAnExtension() throws Exception {
        Duration lease = Duration.ofMillis(400);
        LockHandle held = extended(manager.getOrCreate(spec().lease(lease)), lease);

        assertThat(held.remaining()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));
        assertThatThrownBy(() ->
                        elsewhere(() -> manager.getOrCreate(spec().lease(lease)).acquire(Duration.ofMillis(800))))
                .isInstanceOf(LockBusyException.class);
        held.ensureHeld();
        held.close();
        assertThatThrownBy(() -> held.extend(Duration.ofSeconds(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void lostHoldIsNotExtended() throws Exception {
        NamedLock leased = manager.getOrCreate(spec().lease(Duration.ofMillis(200)));
        LockHandle lost = leased.acquire();
        elsewhere(() -> leased.acquire(LONG)).close();

        assertThatThrownBy(() -> lost.extend(Duration.ofSeconds(1))).isInstanceOf(LockLostException.class);
        lost.close();
    }

    @Test
    void badExtensionIsRefused() {
        try (LockHandle held = lock().acquire()) {
            assertThatThrownBy(() -> held.extend(null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> held.extend(Duration.ofMillis(99))).isInstanceOf(IllegalArgumentException.class);
            held.extend(Duration.ofSeconds(5));
            held.ensureHeld();
        }
    }

    @Test
    void joinedLockIsAllOrNothing() throws Exception {
        NamedLock joined = manager.multi(part("c"), part("a"), part("b"), part("a"));
        assertThat(joined.name()).isEqualTo(name + "-a, " + name + "-b, " + name + "-c");
        LockHandle last = elsewhere(() -> manager.getOrCreate(part("c")).acquire());

        assertThat(joined.tryAcquire()).isEmpty();
        assertThatThrownBy(() -> joined.acquire(SHORT)).isInstanceOf(LockBusyException.class);
        assertThat(isKeyInStore(Keys.of("lock:", name + "-a"))).isFalse();
        assertThat(isKeyInStore(Keys.of("lock:", name + "-b"))).isFalse();
        last.close();

        try (LockHandle all = joined.acquire(LONG)) {
            all.ensureHeld();
            for (String part : List.of("a", "b", "c")) {
                assertThat(isKeyInStore(Keys.of("lock:", name + "-" + part))).isTrue();
                assertThat(elsewhere(() -> manager.getOrCreate(part(part)).tryAcquire()))
                        .isEmpty();
            }
        }
        assertThat(isKeyInStore(Keys.of("lock:", name + "-a"))).isFalse();
        assertThat(joined.isLocked()).isFalse();
    }

    private LockSpec part(String part) {
        return LockSpec.of(name + "-" + part).type(type());
    }

    @Test
    void joinedLockIsAcquiredWithoutAThread() throws Exception {
        NamedLock joined = manager.multi(part("b"), part("a"));
        LockHandle second = elsewhere(() -> manager.getOrCreate(part("b")).acquire());
        CompletableFuture<LockHandle> waiting = joined.acquireAsync(LONG);
        await().until(() -> isKeyInStore(Keys.of("lock:", name + "-a")));
        CompletableFuture<LockHandle> cancelled = joined.acquireAsync(LONG);
        assertThat(cancelled.cancel(true)).isTrue();

        second.close();

        waiting.get().close();
        await().until(() -> !isKeyInStore(Keys.of("lock:", name + "-a")));
        // the store frees the key before this JVM has its answer
        await().untilAsserted(() -> assertThat(manager.list()).doesNotContainKey(name + "-a"));
    }

    @Test
    void joinedLocksInOppositeOrderDoNotBlockEachOther() throws Exception {
        int[] runs = new int[1];
        List<Actors.Actor<Integer>> workers = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            boolean isEven = worker % 2 == 0;
            NamedLock joined = isEven ? manager.multi(part("a"), part("b")) : manager.multi(part("b"), part("a"));
            workers.add(actors.start(() -> {
                for (int i = 0; i < 25; i++) {
                    joined.run(LONG, () -> runs[0] = increment(runs[0]));
                }
                return 0;
            }));
        }
        for (Actors.Actor<Integer> worker : workers) {
            worker.get();
        }
        assertThat(runs).containsExactly(100);
    }

    @Test
    void twoThreadsThatWaitForEachOtherWithoutLimitAreNotStuck() throws Exception {
        CountDownLatch bothHold = new CountDownLatch(2);
        List<Actors.Actor<Boolean>> threads = List.of(
                actors.start(() -> holdsBoth(part("a"), part("b"), bothHold)),
                actors.start(() -> holdsBoth(part("b"), part("a"), bothHold)));

        assertThat(List.of(threads.get(0).get(), threads.get(1).get())).containsExactlyInAnyOrder(true, false);
    }

    private boolean holdsBoth(LockSpec first, LockSpec second, CountDownLatch bothHold) throws Exception {
        try (LockHandle one = manager.getOrCreate(first).acquire()) {
            bothHold.countDown();
            bothHold.await();
            try (LockHandle two = manager.getOrCreate(second).acquire()) {
                return one.isHeld() && two.isHeld();
            } catch (LockBusyException circle) {
                assertThat(circle).hasMessageContaining("multi");
                return false;
            }
        }
    }

    @Test
    void fencingTokensGrowWithEveryAcquisition() throws Exception {
        NamedLock fenced = manager.getOrCreate(spec().fenced());
        long last = 0;
        for (int i = 0; i < 10; i++) {
            try (LockHandle held = fenced.acquire()) {
                assertThat(held.fencingToken()).isGreaterThan(last);
                last = held.fencingToken();
            }
        }
        LockHandle held = fenced.acquire();
        List<Actors.Actor<Long>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(actors.startAndAwaitBlocked(() -> {
                try (LockHandle next = fenced.acquire(LONG)) {
                    return next.fencingToken();
                }
            }));
        }
        last = held.fencingToken();
        held.close();
        for (Actors.Actor<Long> waiter : waiting) {
            assertThat(waiter.get()).isGreaterThan(last);
            last = waiter.get();
        }
    }

    @Test
    void enteringAgainKeepsTheToken() {
        NamedLock fenced = manager.getOrCreate(spec().fenced());
        try (LockHandle outer = fenced.acquire();
                LockHandle inner = fenced.acquire()) {
            assertThat(inner.fencingToken()).isEqualTo(outer.fencingToken());
        }
    }

    @Test
    void lockThatIsNotFencedHasNoToken() {
        try (LockHandle held = lock().acquire()) {
            assertThatThrownBy(held::fencingToken)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("fenced()");
            assertThatThrownBy(() -> manager.create(spec().fenced()).acquire())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("fence the outer");
            held.ensureHeld();
        }
    }

    @Test
    void holdsAreListedWithTheirHolders() throws Exception {
        LockHandle held = lock().acquire();
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(() -> lock().acquire(LONG));

        LockInfo info = infoOf(name);

        assertThat(info.type()).isEqualTo(type());
        assertThat(info.key()).isEqualTo(key());
        assertThat(info.node()).isNotBlank();
        assertThat(info.thread()).contains(Thread.currentThread().getName());
        assertThat(info.since()).isPresent();
        assertThat(info.waiters()).isEqualTo(1);
        assertThat(manager.list()).containsEntry(name, type());
        held.close();
        waiting.get().close();
        assertThat(manager.locks()).noneMatch(other -> other.name().equals(name));
    }

    private LockInfo infoOf(String wanted) {
        return manager.locks().stream()
                .filter(info -> info.name().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void forcedReleaseFreesTheHoldItMeansAndNoOther() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        LockHandle stuck = lock().acquire();
        stuck.onLost(told::countDown);
        String id = infoOf(name).id();

        assertThat(lock().forceRelease(id + "0")).isFalse();
        assertThat(stuck.isHeld()).isTrue();
        assertThat(lock().forceRelease(id)).isTrue();

        told.await();
        assertThat(stuck.isHeld()).isFalse();
        LockHandle next = elsewhere(() -> lock().acquire(LONG));
        assertThat(lock().forceRelease(id)).isFalse();
        stuck.close();
        assertThat(next.isHeld()).isTrue();
        assertThat(isKeyInStore(key())).isTrue();
        next.close();
    }

    @Test
    void namesAreFoundWhileAnyoneUsesThem() throws Exception {
        assertThat(manager.find(name)).isEmpty();
        NamedLock created = lock();
        assertThat(manager.find(name)).containsSame(created);
        assertThat(lock()).isSameAs(created);

        assertThat(manager.remove(name)).isTrue();
        assertThat(manager.remove(name)).isFalse();
        assertThat(manager.find(name)).isEmpty();

        try (LockHandle held = created.acquire()) {
            assertThat(manager.find(name)).isPresent();
            assertThat(elsewhere(() -> lock().tryAcquire()))
                    .as("removal does not split")
                    .isEmpty();
            held.ensureHeld();
        }
    }

    @Test
    void newestDefinitionWinsWhileNobodyUsesTheName() {
        NamedLock known = lock();

        NamedLock newest = manager.getOrCreate(spec().lease(Duration.ofSeconds(7)));

        assertThat(newest).isSameAs(known);
        try (LockHandle held = known.acquire()) {
            assertThat(held.remaining()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(7));
        }
    }

    private <T> T elsewhere(Callable<T> work) throws Exception {
        return actors.call(work);
    }
}
