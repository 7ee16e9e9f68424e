package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockBusyException;
import io.guarded.LockException;
import io.guarded.LockHandle;
import io.guarded.LockInterruptedException;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.ScriptedStore.Mood;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What core promises over a store that many nodes share, whatever the store does. */
final class ClusterTest {

    /** A machine that stands still for two thirds of it loses a hold. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final ScriptedStore store = new ScriptedStore();
    private final Actors actors = new Actors();
    private CloseableLockManager manager = manager("300ms");
    private NamedLock lock = manager.getOrCreate("n");

    private CloseableLockManager manager(String storeTimeout) {
        return LockManagers.builder()
                .providers(List.of(store))
                .config(property -> Optional.ofNullable(Map.of(
                                "guarded.default-type", "scripted",
                                "guarded.lease", LEASE.toString(),
                                "guarded.handoffs", "2",
                                "guarded.handoff-time", "1h",
                                "guarded.store-timeout", storeTimeout)
                        .get(property)))
                .build();
    }

    /** Where something has to happen before the store's time is over. */
    private void storeMayTake(String time) {
        manager.close();
        manager = manager(time);
        lock = manager.getOrCreate("n");
    }

    @AfterEach
    void end() {
        actors.close();
        store.releasing = Mood.WELL;
        manager.close();
    }

    private boolean isForgotten() {
        return ((StoreLockManager) manager).gate("lock:n") == null;
    }

    private void awaitRenewals(int number) {
        await().atMost(LEASE.multipliedBy(15)).until(() -> store.renewals.get() >= number);
    }

    @Test
    void renewedHoldLivesLongerThanItsLease() {
        try (LockHandle held = lock.acquire()) {
            awaitRenewals(4);
            held.ensureHeld();
        }
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void renewalEndsWithTheRelease() {
        lock.acquire().close();
        int renewals = store.renewals.get();
        LockHandle other = manager.getOrCreate("other").acquire();
        awaitRenewals(renewals + 2);

        assertThat(store.holders).containsOnlyKeys("lock:other");
        other.close();
    }

    @Test
    void holderIsToldAsSoonAsTheStoreDoesNotKnowItAnyMore() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = lock.acquire();
        held.onLost(told::countDown);
        store.holders.clear();

        told.await();

        assertThat(held.isHeld()).isFalse();
        assertThatThrownBy(held::ensureHeld)
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("does not know");
        held.close();
        assertThat(store.releases).hasValue(0);
        assertThat(isForgotten()).isTrue();
    }

    /** Only while the machine runs is that promised: one that has stood still is given another chance. */
    @Test
    void holderIsToldBeforeTheLeaseEndsIfTheStoreIsSilent() {
        store.renewing = Mood.SILENT;
        await().atMost(LEASE.multipliedBy(10)).until(this::isToldBeforeTheLeaseEnds);
    }

    private boolean isToldBeforeTheLeaseEnds() throws InterruptedException {
        AtomicLong toldAt = new AtomicLong();
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = lock.acquire();
        held.onLost(() -> {
            toldAt.set(System.nanoTime());
            told.countDown();
        });

        told.await();

        held.close();
        return toldAt.get() - store.lastAsked().sentAt < LEASE.toNanos();
    }

    @Test
    void clockDecidesEvenIfNoTimerRuns() {
        store.renewing = Mood.SILENT;
        ((StoreLockManager) manager).stopTimer();
        LockHandle held = lock.acquire();
        assertThat(held.isHeld()).isTrue();

        await().atMost(LEASE.multipliedBy(10))
                .until(() -> System.nanoTime() - store.lastAsked().sentAt > LEASE.toNanos());

        assertThat(held.isHeld()).isFalse();
        assertThat(held.remaining()).isZero();
        held.close();
    }

    @Test
    void renewalThatFailedIsTriedAgain() {
        try (LockHandle held = lock.acquire()) {
            store.renewing = Mood.BROKEN;
            awaitRenewals(3);
            store.renewing = Mood.WELL;
            awaitRenewals(store.renewals.get() + 3);
            held.ensureHeld();
        }
    }

    @Test
    void hungBodyLosesTheLockAtMaxHoldAndIsNotRenewedAnyMore() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held =
                manager.getOrCreate(io.guarded.LockSpec.of("n").maxHold(LEASE)).acquire();
        held.onLost(told::countDown);

        told.await();

        int renewals = store.renewals.get();
        assertThat(renewals).isPositive();
        LockHandle other = manager.getOrCreate("other").acquire();
        await().until(() -> store.renewed.contains("lock:other"));
        assertThat(store.renewed).filteredOn("lock:n"::equals).hasSize(renewals);
        other.close();
        held.close();
    }

    @Test
    void failureOfTheStoreIsUnavailableForAllAndNeverBusy() throws Exception {
        storeMayTake("10m");
        store.acquiring = Mood.SILENT;
        Actors.Actor<LockHandle> first = actors.startAndAwaitBlocked(() -> lock.acquire());
        Actors.Actor<LockHandle> second = actors.startAndAwaitBlocked(() -> lock.acquire(Duration.ofSeconds(40)));
        Actors.Actor<LockHandle> third = actors.startAndAwaitBlocked(() -> lock.acquire(Duration.ZERO));

        store.lastAsked().completeExceptionally(new IllegalStateException("connection reset"));

        for (Actors.Actor<LockHandle> waiting : List.of(first, second, third)) {
            assertThatThrownBy(waiting::get)
                    .cause()
                    .isInstanceOf(LockUnavailableException.class)
                    .hasRootCauseMessage("connection reset");
        }
        assertThat(store.asked).hasSize(1);
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void reasonThatTheStoreGivesReachesTheCallerWithTheLocksName() throws Exception {
        storeMayTake("10m");
        store.acquiring = Mood.SILENT;
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(() -> lock.acquire());

        store.lastAsked().completeExceptionally(new LockUnavailableException("the key", "give it memory", null));

        assertThatThrownBy(waiting::get)
                .cause()
                .isInstanceOf(LockUnavailableException.class)
                .hasMessage("lock \"" + lock.name() + "\" is unavailable: give it memory");
    }

    @Test
    void silentStoreIsUnavailableNotBusyAndItsLateYesIsGivenBack() throws Exception {
        store.acquiring = Mood.SILENT;
        store.isDeafToCancel = true;
        for (Duration wait : List.of(Duration.ZERO, Duration.ofMillis(50))) {
            assertThatThrownBy(() -> lock.acquire(wait)).isInstanceOf(LockUnavailableException.class);

            store.lastAsked().yes();
            assertThat(store.holders).isEmpty();
        }
        assertThat(store.releases).hasValue(2);
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void storeThatNeverAnswersStopsNobodyForEver() {
        store.acquiring = Mood.SILENT;

        assertThatThrownBy(lock::acquire).isInstanceOf(LockUnavailableException.class);
        assertThat(store.lastAsked()).isCancelled();
    }

    @Test
    void oneTryMeanwhileSharesTheAnswer() throws Exception {
        storeMayTake("10m");
        store.acquiring = Mood.SILENT;
        Actors.Actor<LockHandle> first = actors.startAndAwaitBlocked(() -> lock.acquire(Duration.ZERO));
        Actors.Actor<LockHandle> second = actors.startAndAwaitBlocked(() -> lock.acquire(Duration.ZERO));

        store.lastAsked().yes();

        assertThatThrownBy(second::get).hasCauseInstanceOf(LockBusyException.class);
        assertThat(first.get().isHeld()).isTrue();
        assertThat(store.asked).hasSize(1);
        first.get().close();
    }

    @Test
    void waitIsAskedForInSlicesAndEndsBusy() {
        store.holders.put("lock:n", 7L);

        assertThatThrownBy(() -> lock.acquire(LEASE.dividedBy(2))).isInstanceOf(LockBusyException.class);

        assertThat(store.asked.get(0).wait).isZero();
        assertThat(store.asked.subList(1, store.asked.size()))
                .isNotEmpty()
                .allSatisfy(question -> assertThat(question.wait).isPositive().isLessThanOrEqualTo(LEASE.dividedBy(4)));
        assertThat(store.asked.stream().map(question -> question.holdId)).doesNotHaveDuplicates();
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void storeThatDoesNotWaitIsNotPelted() {
        store.holders.put("lock:n", 7L);

        assertThatThrownBy(() -> lock.acquire(Duration.ofMillis(500))).isInstanceOf(LockBusyException.class);

        assertThat(store.asked).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void oneTryIsBusyAtOnceWhileAnotherWaitsForTheStore() throws Exception {
        store.holders.put("lock:n", 7L);
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(() -> lock.acquire(Duration.ofSeconds(40)));
        await().until(() -> store.asked.size() >= 2);
        store.acquiring = Mood.SILENT;
        await().until(() -> !store.lastAsked().isDone());
        int asked = store.asked.size();

        assertThat(lock.tryAcquire()).isEmpty();

        assertThat(store.asked).hasSize(asked);
        store.lastAsked().yes();
        waiting.get().close();
    }

    @Test
    void interruptedWaitCancelsTheQuestion() throws Exception {
        storeMayTake("10m");
        store.acquiring = Mood.SILENT;
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(() -> lock.acquire());

        waiting.interrupt();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(LockInterruptedException.class);
        assertThat(store.lastAsked()).isCancelled();
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void holdIsHandedOnWithoutTheStoreUpToTheBound() throws Exception {
        LockHandle held = lock.acquire();
        List<Actors.Actor<Boolean>> waiting = List.of(holdNext(), holdNext(), holdNext(), holdNext());

        held.close();

        for (Actors.Actor<Boolean> waiter : waiting) {
            assertThat(waiter.get(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(store.asked)
                .as("two hand-offs, then the store decides again")
                .hasSize(2);
        assertThat(store.releases).hasValue(2);
        assertThat(store.holders).isEmpty();
    }

    private Actors.Actor<Boolean> holdNext() {
        return actors.startAndAwaitBlocked(() -> {
            try (LockHandle mine = lock.acquire(Duration.ofSeconds(40))) {
                return mine.isHeld() && store.holders.containsKey("lock:n");
            }
        });
    }

    @Test
    void fixedLeaseIsNotHandedOn() throws Exception {
        NamedLock leased = manager.getOrCreate(io.guarded.LockSpec.of("n").lease(Duration.ofSeconds(40)));
        LockHandle held = leased.acquire();
        Actors.Actor<LockHandle> next = actors.startAndAwaitBlocked(() -> leased.acquire());

        held.close();

        next.get().close();
        assertThat(store.asked).hasSize(2);
        assertThat(store.renewals).hasValue(0);
    }

    @Test
    void lostHoldIsNotHandedOn() throws Exception {
        LockHandle held = lock.acquire();
        Actors.Actor<LockHandle> next = actors.startAndAwaitBlocked(() -> lock.acquire());
        store.holders.put("lock:n", 7L);

        await().until(() -> store.asked.size() >= 3);

        assertThat(held.isHeld()).isFalse();
        assertThat(next).isNotDone();
        held.close();
        assertThat(store.holders).containsEntry("lock:n", 7L);
        store.holders.clear();
        next.get().close();
    }

    @Test
    void failedReleaseKeepsTheResultAndTheFailureOfTheBody() throws Exception {
        store.releasing = Mood.BROKEN;
        assertThat(lock.<String>call(Duration.ZERO, () -> "done")).isEqualTo("done");

        store.holders.clear();
        Exception failure = new Exception("of the body");
        assertThatThrownBy(() -> lock.call(Duration.ZERO, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LockUnavailableException.class);

        store.holders.clear();
        Hold hold = (Hold) lock.acquire();
        assertThat(hold.release()).isCompletedExceptionally();
        store.holders.clear();
        lock.acquire().close();
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void lossThatShowsAtTheReleaseIsTold() throws Exception {
        store.renewing = Mood.SILENT;

        assertThatThrownBy(() -> lock.run(Duration.ZERO, store.holders::clear)).isInstanceOf(LockLostException.class);

        Hold hold = (Hold) lock.acquire();
        store.holders.clear();
        assertThatThrownBy(() -> hold.release().get()).hasCauseInstanceOf(LockLostException.class);
        LockHandle third = lock.acquire();
        store.holders.clear();
        third.close();
        assertThat(isForgotten()).isTrue();
    }

    @Test
    void providerThatThrowsIsUnavailable() {
        for (Mood mood : List.of(Mood.THROWING, Mood.LACKING_A_CLASS, Mood.WITHOUT_ANSWER)) {
            store.acquiring = mood;
            assertThatThrownBy(() -> lock.acquire(Duration.ofSeconds(40))).isInstanceOf(LockUnavailableException.class);
            assertThat(isForgotten()).isTrue();
        }
    }

    @Test
    void lockWhoseReleaseIsUnderWayIsNotInUse() throws Exception {
        storeMayTake("2s");
        store.releasing = Mood.SILENT;
        Hold hold = (Hold) lock.acquire();
        assertThat(hold.release()).isNotDone();

        NamedLock other = manager.create(io.guarded.LockSpec.of("n").lease(Duration.ofSeconds(40)));

        assertThatThrownBy(() -> other.acquire(Duration.ZERO)).isInstanceOf(LockUnavailableException.class);
    }

    @Test
    void silentReleaseEndsAndThoseWhoTryMeanwhileAreNotToldBusy() throws Exception {
        storeMayTake("2s");
        store.releasing = Mood.SILENT;
        LockHandle held = lock.acquire();
        Actors.Actor<Boolean> closing = actors.startAndAwaitBlocked(() -> {
            held.close();
            return true;
        });

        assertThatThrownBy(() -> lock.acquire(Duration.ZERO)).isInstanceOf(LockUnavailableException.class);

        assertThat(closing.get()).isTrue();
    }

    @Test
    void questionAboutASilentStoreIsUnavailable() {
        store.acquiring = Mood.SILENT;
        assertThatThrownBy(lock::isLocked).isInstanceOf(LockUnavailableException.class);

        store.acquiring = Mood.BROKEN;
        assertThatThrownBy(lock::isLocked)
                .isInstanceOfSatisfying(LockException.class, failure -> assertThat(failure.lockName())
                        .isEqualTo("n"));
    }

    @Test
    void tokensAreTakenOnceForAllWhoAreHandedTheHold() throws Exception {
        NamedLock fenced = manager.getOrCreate(io.guarded.LockSpec.of("n").fenced());
        LockHandle held = fenced.acquire();
        List<Actors.Actor<Long>> waiting = List.of(tokenOfNext(fenced), tokenOfNext(fenced), tokenOfNext(fenced));
        assertThat(held.fencingToken()).isEqualTo(100);

        held.close();

        assertThat(List.of(
                        waiting.get(0).get(),
                        waiting.get(1).get(),
                        waiting.get(2).get()))
                .containsExactly(101L, 102L, 103L);
        assertThat(store.tokensAsked)
                .as("alone; two hand-offs are left; then a new hold")
                .containsExactly(1, 2, 1);
    }

    private Actors.Actor<Long> tokenOfNext(NamedLock fenced) {
        return actors.startAndAwaitBlocked(() -> {
            try (LockHandle mine = fenced.acquire(Duration.ofSeconds(40))) {
                return mine.fencingToken();
            }
        });
    }

    @Test
    void renewalGoesOnWhenAHandedOnHoldWaitedForItsToken() throws Exception {
        NamedLock fenced = manager.getOrCreate(io.guarded.LockSpec.of("n").fenced());
        LockHandle held = fenced.acquire();
        Actors.Actor<LockHandle> next = actors.startAndAwaitBlocked(() -> fenced.acquire());
        held.close();
        LockHandle second = next.get();
        int renewals = store.renewals.get();

        awaitRenewals(renewals + 4);

        assertThat(second.isHeld()).isTrue();
        second.close();
    }

    @Test
    void lockWithoutItsTokenIsGivenBackAndUnavailable() {
        NamedLock fenced = manager.getOrCreate(io.guarded.LockSpec.of("n").fenced());
        for (Mood mood : List.of(Mood.BROKEN, Mood.SILENT)) {
            store.numbering = mood;

            assertThatThrownBy(() -> fenced.acquire(Duration.ofSeconds(40)))
                    .isInstanceOf(LockUnavailableException.class);
            assertThatThrownBy(fenced::tryAcquire).isInstanceOf(LockUnavailableException.class);

            await().until(this::isForgotten);
            assertThat(store.holders).isEmpty();
        }
    }

    @Test
    void waiterThatLeavesBeforeItsTokenComesLeavesNothing() throws Exception {
        storeMayTake("2s");
        NamedLock fenced = manager.getOrCreate(io.guarded.LockSpec.of("n").fenced());
        store.numbering = Mood.SILENT;
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(() -> fenced.acquire());

        waiting.interrupt();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(LockInterruptedException.class);
        await().until(this::isForgotten);
        assertThat(store.holders).isEmpty();
    }

    @Test
    void unknownTypeNamesTheKnownAndTheArtifact() {
        assertThatThrownBy(() -> manager.getOrCreate("x", "redis"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis")
                .hasMessageContaining("[scripted]")
                .hasMessageContaining("io.guarded:guarded-redis");
        assertThatThrownBy(() -> manager.create(io.guarded.LockSpec.of("x").type("other")))
                .hasMessageContaining("\"other\"");
    }

    @Test
    void managerNeedsAProviderAndOneOfAType() {
        assertThatThrownBy(LockManagers::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LockProvider");
        assertThatThrownBy(() -> LockManagers.of(store, new ScriptedStore()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scripted");
    }
}
