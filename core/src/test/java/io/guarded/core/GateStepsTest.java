package io.guarded.core;

import static io.guarded.core.ScriptedStore.Mood.BROKEN;
import static io.guarded.core.ScriptedStore.Mood.SILENT;
import static io.guarded.core.ScriptedStore.Mood.WELL;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockBusyException;
import io.guarded.LockUnavailableException;
import io.guarded.spi.LockProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each step of a gate by itself, with waiters that block no thread and a store that answers when it is told to. */
final class GateStepsTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long LONG = Duration.ofHours(1).toNanos();

    private final ScriptedStore store = new ScriptedStore();
    private final Timer timer = new Timer();
    private final Gates gates = gates(Map.of("guarded.store-timeout", "10m"));
    private final Definition renewed = definition("n", LEASE, true, false);
    private final Definition leased = definition("n", LEASE, false, false);
    private final Definition fenced = definition("n", LEASE, true, true);
    private final AtomicInteger wakes = new AtomicInteger();

    private Gates gates(Map<String, String> settings) {
        return new Gates(
                new Rules(Settings.read(property -> Optional.ofNullable(settings.get(property)))),
                timer,
                Runnable::run);
    }

    private Definition definition(String name, Duration lease, boolean isRenewed, boolean isFenced) {
        return new Definition(
                name, "n", Store.of(store), lease, isRenewed, Duration.ofHours(1), Duration.ZERO, isFenced);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private Waiter waiter(Definition definition, long waitNanos) {
        return Waiter.calling(definition, waitNanos, wakes::incrementAndGet);
    }

    private Waiter enter(Definition definition, long waitNanos) {
        Waiter waiter = waiter(definition, waitNanos);
        gates.enter(waiter);
        return waiter;
    }

    private Handle held(Definition definition) {
        return handle(enter(definition, LONG));
    }

    private static Handle handle(Waiter waiter) {
        Grant grant = waiter.granted();
        assertThat(grant).isNotNull();
        return new Handle(grant, null, Duration.ofSeconds(1));
    }

    private static void assertBusy(Waiter waiter) {
        assertThatThrownBy(waiter::granted).isInstanceOf(LockBusyException.class);
    }

    private static void assertUnavailable(Waiter waiter) {
        assertThatThrownBy(waiter::granted).isInstanceOf(LockUnavailableException.class);
    }

    private @Nullable Gate gate() {
        return gates.find("n");
    }

    private void assertNothingLeft() {
        assertThat(gate()).isNull();
        assertThat(timer.getQueue()).isEmpty();
        assertThat(store.holders).isEmpty();
    }

    private static void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    /** What is planned comes only when the test lets it, however slow the machine is. */
    private CountDownLatch haltTimer() {
        CountDownLatch goOn = new CountDownLatch(1);
        var unused = timer.submit(() -> {
            goOn.await();
            return null;
        });
        return goOn;
    }

    @Test
    void oneTryIsBusyAsSoonAsTheStoreSaysNo() {
        store.acquiring = SILENT;
        Waiter once = enter(renewed, 0);
        Waiter patient = enter(renewed, LONG);
        assertThat(once.isSettled()).isFalse();

        store.lastAsked().complete(false);

        assertBusy(once);
        assertThat(wakes).hasValue(1);
        assertThat(patient.isSettled()).isFalse();
        assertThat(store.asked).hasSize(2);
        assertThat(store.lastAsked().wait).isPositive();
        store.lastAsked().yes();
        handle(patient).close();
        assertNothingLeft();
    }

    @Test
    void storeIsNotAskedAgainWhenNobodyWaits() {
        store.acquiring = SILENT;
        Waiter once = enter(renewed, 0);

        store.lastAsked().complete(false);

        assertBusy(once);
        assertThat(store.asked).hasSize(1);
        assertNothingLeft();
    }

    /** Found by a history with faults: whoever came before the gate knew of a loss was told "busy". */
    @Test
    void nobodyIsToldBusyBetweenALossAndItsTelling() throws Exception {
        store.acquiring = SILENT;
        Waiter first = enter(leased, LONG);
        store.lastAsked().yes();
        Grant lost = requireNonNull(first.granted());
        Gate gate = requireNonNull(gate());
        Waiter meanwhile;
        Thread telling = new Thread(() -> lost.lose("it is a test"));

        synchronized (gate) {
            telling.start();
            await().until(() -> lost.isLost(System.nanoTime()));
            meanwhile = enter(leased, 0);
            gate.timedOut(meanwhile);
            assertThat(meanwhile.isSettled()).isFalse();
        }

        telling.join();
        store.lastAsked().complete(false);
        assertBusy(meanwhile);
    }

    @Test
    void oneTryIsBusyAtOnceWhileAnotherHolds() {
        Handle held = held(renewed);

        assertBusy(enter(renewed, 0));

        assertThat(wakes).hasValue(1);
        held.close();
        assertNothingLeft();
    }

    @Test
    void oneTryThatCameWhileNobodyKnewIsBusyWhenAnotherIsGranted() {
        store.acquiring = SILENT;
        Waiter first = enter(renewed, LONG);
        Waiter once = enter(renewed, 0);

        store.lastAsked().yes();

        assertBusy(once);
        handle(first).close();
        assertNothingLeft();
    }

    @Test
    void waiterWithAnOutcomeCannotGiveUp() {
        Waiter waiter = enter(renewed, LONG);

        assertThat(requireNonNull(gate()).gaveUp(waiter)).isFalse();

        assertThat(store.holders).isNotEmpty();
        handle(waiter).close();
        assertNothingLeft();
    }

    @Test
    void waiterThatGivesUpEndsTheQuestion() {
        store.acquiring = SILENT;
        Waiter waiter = enter(renewed, LONG);
        Gate gate = requireNonNull(gate());

        assertThat(gate.gaveUp(waiter)).isTrue();

        assertThat(store.lastAsked()).isCancelled();
        assertThat(waiter.isSettled()).isFalse();
        assertNothingLeft();
    }

    @Test
    void questionGoesOnWhileAnybodyWaits() {
        store.acquiring = SILENT;
        Waiter first = enter(renewed, LONG);
        Waiter second = enter(renewed, LONG);

        requireNonNull(gate()).gaveUp(first);

        assertThat(store.lastAsked()).isNotDone();
        store.lastAsked().yes();
        handle(second).close();
        assertNothingLeft();
    }

    @Test
    void yesThatCrossedACancellationIsGivenBack() {
        store.acquiring = SILENT;
        store.isDeafToCancel = true;
        Waiter waiter = enter(renewed, LONG);
        requireNonNull(gate()).gaveUp(waiter);

        store.lastAsked().yes();

        assertThat(store.releases).hasValue(1);
        assertNothingLeft();
    }

    @Test
    void lateYesThatCannotBeGivenBackIsLogged() {
        try (Logged logged = Logged.of(Gate.class)) {
            store.acquiring = SILENT;
            store.isDeafToCancel = true;
            store.releasing = BROKEN;
            Waiter waiter = enter(renewed, LONG);
            requireNonNull(gate()).gaveUp(waiter);

            store.lastAsked().yes();

            assertThat(logged.messages()).anyMatch(message -> message.contains("nobody has"));
        }
    }

    @Test
    void lateYesThatWasGivenBackIsNotLogged() {
        try (Logged logged = Logged.of(Gate.class)) {
            yesThatCrossedACancellationIsGivenBack();

            assertThat(logged.messages()).isEmpty();
        }
    }

    @Test
    void answerThatComesTooLateForItsLeaseIsGivenBack() {
        Duration lease = Duration.ofSeconds(3);
        store.acquiring = SILENT;
        Waiter waiter = enter(definition("n", lease, false, false), LONG);
        ScriptedStore.Question late = store.lastAsked();
        letPass(lease);

        late.yes();

        assertThat(waiter.isSettled()).isFalse();
        assertThat(store.releases).hasValue(1);
        assertThat(store.lastAsked()).isNotSameAs(late);
        store.lastAsked().yes();
        handle(waiter).close();
        assertNothingLeft();
    }

    @Test
    void storeThatSaysNoTooSoonIsGivenAPause() {
        CountDownLatch goOn = haltTimer();
        store.acquiring = SILENT;
        Waiter waiter = enter(renewed, LONG);
        store.lastAsked().complete(false);
        assertThat(store.asked).hasSize(2);

        store.lastAsked().complete(false);

        assertThat(store.asked).hasSize(2);
        goOn.countDown();
        await().untilAsserted(() -> assertThat(store.asked).hasSize(3));
        store.lastAsked().yes();
        handle(waiter).close();
        assertNothingLeft();
    }

    @Test
    void endOfASliceNeedsNoPause() {
        Definition shortLease = definition("n", Duration.ofMillis(200), false, false);
        store.acquiring = SILENT;
        enter(shortLease, LONG);
        store.lastAsked().complete(false);
        assertThat(store.lastAsked().wait).isEqualTo(Duration.ofMillis(50));

        letPass(Duration.ofMillis(60));
        store.lastAsked().complete(false);

        assertThat(store.asked).hasSize(3);
        gates.close();
    }

    @Test
    void waiterThatLeavesDuringThePauseEndsIt() {
        CountDownLatch goOn = haltTimer();
        store.acquiring = SILENT;
        Waiter waiter = enter(renewed, LONG);
        store.lastAsked().complete(false);
        store.lastAsked().complete(false);

        requireNonNull(gate()).gaveUp(waiter);

        assertThat(gate()).isNull();
        goOn.countDown();
        await().until(() -> timer.getQueue().isEmpty() && timer.getActiveCount() == 0);
        assertThat(store.asked).hasSize(2);
    }

    @Test
    void timeThatEndsDuringThePauseIsBusy() {
        haltTimer();
        store.acquiring = SILENT;
        Waiter waiter = enter(renewed, LONG);
        store.lastAsked().complete(false);
        store.lastAsked().complete(false);

        requireNonNull(gate()).timedOut(waiter);

        assertBusy(waiter);
        assertThat(gate()).isNull();
    }

    @Test
    void timeThatEndsBeforeTheAnswerWaitsForIt() {
        store.acquiring = SILENT;
        Waiter once = enter(renewed, 0);

        requireNonNull(gate()).timedOut(once);

        assertThat(once.isSettled()).isFalse();
        assertThat(Duration.ofNanos(once.remainingPatience(System.nanoTime())))
                .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(10));
        store.lastAsked().yes();
        handle(once).close();
        assertNothingLeft();
    }

    @Test
    void timeThatEndsBeforeASliceDoesIsBusy() {
        store.acquiring = SILENT;
        Waiter waiter = enter(leased, LONG);
        store.lastAsked().complete(false);

        requireNonNull(gate()).timedOut(waiter);

        assertBusy(waiter);
        assertThat(store.lastAsked()).isCancelled();
        assertNothingLeft();
    }

    /** The slice that the hold was got by would not be over yet: the release is what an answer is due to. */
    @Test
    void timeThatEndsDuringAReleaseWaitsForItsAnswer() {
        store.acquiring = SILENT;
        Waiter waiter = enter(leased, LONG);
        store.lastAsked().complete(false);
        store.lastAsked().yes();
        store.releasing = SILENT;
        handle(waiter).giveBack();
        Waiter once = enter(leased, 0);

        requireNonNull(gate()).timedOut(once);

        assertThat(once.isSettled()).isFalse();
        store.failLater();
        assertUnavailable(once);
        assertThat(gate()).isNull();
    }

    @Test
    void timeThatEndsBeforeATokenComesWaitsForIt() {
        store.acquiring = SILENT;
        store.numbering = SILENT;
        Waiter waiter = enter(fenced, LONG);
        store.lastAsked().complete(false);
        store.lastAsked().yes();

        requireNonNull(gate()).timedOut(waiter);

        assertThat(waiter.isSettled()).isFalse();
        store.failLater();
        assertUnavailable(waiter);
        assertNothingLeft();
    }

    @Test
    void failedReleaseIsUnavailableForOneTryAndNotTheEndForThePatient() {
        Handle held = held(leased);
        store.releasing = SILENT;
        held.giveBack();
        Waiter once = enter(leased, 0);
        Waiter patient = enter(leased, LONG);
        store.acquiring = SILENT;

        store.failLater();

        assertUnavailable(once);
        assertThat(patient.isSettled()).isFalse();
        store.releasing = WELL;
        store.lastAsked().yes();
        handle(patient).close();
        assertNothingLeft();
    }

    @Test
    void answeredReleaseLetsTheNextAsk() {
        Handle held = held(leased);
        store.releasing = SILENT;
        held.giveBack();
        Waiter once = enter(leased, 0);
        store.holders.clear();
        store.releasing = WELL;

        store.unanswered.forEach(answer -> answer.complete(null));

        handle(once).close();
        assertNothingLeft();
    }

    @Test
    void holdThatIsOverIsNotBusy() {
        Definition shortLease = definition("n", Duration.ofMillis(100), false, false);
        timer.shutdownNow();
        Handle held = held(shortLease);
        letPass(Duration.ofMillis(110));
        store.holders.clear();

        Waiter once = enter(shortLease, 0);

        assertThat(once.granted()).isNotNull();
        assertThat(held.isHeld()).isFalse();
        held.close();
        handle(once).close();
        assertThat(gate()).isNull();
    }

    @Test
    void lostHoldKeepsItsGateUntilItIsClosed() {
        Waiter waiter = enter(renewed, LONG);
        Handle held = handle(waiter);
        store.holders.clear();
        requireNonNull(waiter.granted()).lose("test");
        Gate gate = requireNonNull(gate());
        assertThat(gate.holder()).isNull();
        assertThat(timer.getQueue()).isEmpty();

        held.close();

        assertNothingLeft();
        assertThat(store.releases).hasValue(1);
    }

    @Test
    void holdWithAnEndIsWatchedAndNotAfterIt() {
        Handle held = held(leased);
        assertThat(timer.getQueue()).hasSize(1);

        held.close();

        assertNothingLeft();
    }

    @Test
    void holdWithoutAnEndIsWatchedOnceSomebodyWaits() {
        Definition endless =
                new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);
        Handle held = held(endless);
        assertThat(timer.getQueue()).isEmpty();

        Waiter waiter = enter(endless, LONG);
        assertThat(timer.getQueue()).hasSize(1);
        Waiter third = enter(endless, LONG);
        held.close();
        assertThat(timer.getQueue()).isNotEmpty();

        handle(waiter).close();
        handle(third).close();
        assertNothingLeft();
    }

    @Test
    void closedManagerRefusesWhoComes() {
        gates.close();

        Waiter waiter = enter(renewed, LONG);

        assertThatThrownBy(waiter::granted)
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("closed");
        assertThat(gates.newGate("n").takeNow(renewed, Thread.currentThread())).isNull();
        assertThat(store.asked).isEmpty();
        assertNothingLeft();
    }

    @Test
    void gateThatIsNotKnownLetsNobodyIn() {
        Waiter waiter = waiter(renewed, LONG);

        assertThat(gates.newGate("n").enter(waiter)).isFalse();

        assertThat(waiter.isSettled()).isFalse();
        assertThat(store.asked).isEmpty();
        assertNothingLeft();
    }

    @Test
    void spareGateIsNotUsedWhileAnotherIsKnown() {
        Handle held = held(renewed);

        assertThat(gates.newGate("n").takeNow(renewed, Thread.currentThread())).isNull();

        held.close();
        assertNothingLeft();
    }

    @Test
    void releaseOfAHoldThatTheStoreDoesNotKnowIsALoss() {
        try (Logged logged = Logged.of(Gate.class)) {
            Handle held = held(renewed);
            store.holders.clear();

            assertThatThrownBy(held.release()::join).hasMessageContaining("did not know it any more");

            assertThat(logged.messages()).hasSize(1);
        }
        assertNothingLeft();
    }

    @Test
    void tokenThatIsMissingIsAFailureOfTheStore() {
        store.numbering = SILENT;
        Waiter waiter = enter(fenced, LONG);

        store.unanswered.forEach(answer -> answer.complete(null));

        assertThatThrownBy(waiter::granted)
                .isInstanceOf(LockUnavailableException.class)
                .hasRootCauseMessage("the store gave no token");
        assertNothingLeft();
    }

    /** The store's hold is one lock's; another's body would run while its own store has nothing. */
    @Test
    void holdThatWaitsForItsTokenIsNotGivenToALockOfAnotherStore() {
        store.numbering = SILENT;
        Waiter first = enter(fenced, LONG);
        requireNonNull(gate()).gaveUp(first);
        CountingStore another = new CountingStore(LockProvider.Scope.JVM);
        Definition elsewhere =
                new Definition("n", "n", Store.of(another), null, true, Duration.ofHours(1), Duration.ZERO, false);

        Waiter other = enter(elsewhere, LONG);

        assertThatThrownBy(other::granted).isInstanceOf(IllegalStateException.class);
        store.failLater();
        assertNothingLeft();
        handle(enter(elsewhere, LONG)).close();
    }

    @Test
    void holdThatWaitsForItsTokenIsGivenBackWhenTheManagerEnds() {
        store.numbering = SILENT;
        Waiter waiter = enter(fenced, LONG);

        gates.close();

        assertUnavailable(waiter);
        assertThat(store.holders).isEmpty();
        store.failLater();
        assertThat(store.releases).hasValue(1);
        assertNothingLeft();
    }

    @Test
    void releaseThatIsNeverAnsweredEndsInTime() {
        Gates hasty = gates(Map.of("guarded.store-timeout", "10ms"));
        store.releasing = SILENT;
        Waiter first = waiter(leased, LONG);
        hasty.enter(first);
        handle(first).giveBack();
        store.holders.clear();

        Waiter next = waiter(leased, LONG);
        hasty.enter(next);

        await().until(next::isSettled);
        assertThat(next.granted()).isNotNull();
    }

    /** Others, which share the store in this JVM, come to their turn. */
    @Test
    void storeInThisJvmDecidesAgainWhenTheTimeForHandoffsIsOver() {
        CountingStore jvm = new CountingStore(LockProvider.Scope.JVM);
        Definition endless =
                new Definition("n", "n", Store.of(jvm), null, true, Duration.ofHours(1), Duration.ZERO, false);
        Gates impatient = gates(Map.of("guarded.handoff-time", "0s"));
        for (Gates each : List.of(impatient, gates(Map.of("guarded.handoff-time", "1h")))) {
            Waiter first = waiter(endless, LONG);
            Waiter second = waiter(endless, LONG);
            each.enter(first);
            each.enter(second);
            int before = jvm.releases();

            handle(first).close();

            assertThat(jvm.releases() - before).isEqualTo(each == impatient ? 1 : 0);
            handle(second).close();
            assertThat(jvm.isFree()).isTrue();
        }
    }

    /** A renewal that came after it would replace the time that the key is kept. */
    @Test
    void keyIsKeptOnlyAfterTheRenewalThatWasUnderWay() {
        Definition kept = new Definition(
                "n",
                "n",
                Store.of(store),
                Duration.ofSeconds(6),
                true,
                Duration.ofHours(1),
                Duration.ofHours(1),
                false);
        store.renewing = SILENT;
        Handle held = held(kept);
        await().until(() -> !store.unanswered.isEmpty());
        store.renewing = WELL;

        held.giveBack();
        assertThat(store.renewals).hasValue(1);
        store.unanswered.forEach(answer -> answer.complete(null));

        assertThat(store.renewals).hasValue(2);
        assertThat(store.lastLease).isGreaterThan(Duration.ofMinutes(30));
        assertThat(store.releases).hasValue(0);
    }

    @Test
    void secondNameOfAKeyHasToAgreeOnlyWhileTheFirstIsInUse() {
        Handle held = held(renewed);
        Waiter other = enter(definition("other", Duration.ofMinutes(5), false, false), LONG);
        assertThatThrownBy(other::granted).isInstanceOf(IllegalStateException.class);

        held.close();

        held(definition("other", Duration.ofMinutes(5), false, false)).close();
        assertNothingLeft();
    }

    @Test
    void busyIsToldWhenAFixedLeaseEnds() {
        Handle held = held(leased);

        Waiter once = enter(leased, 0);

        assertThatThrownBy(once::granted)
                .isInstanceOfSatisfying(LockBusyException.class, busy -> assertThat(busy.retryAfter())
                        .hasValueSatisfying(after -> assertThat(after).isBetween(Duration.ofSeconds(1), LEASE)));
        held.close();
    }

    @Test
    void waitersAndNamesOfAGateAreListed() {
        Handle held = held(renewed);
        Waiter other = enter(definition("other", LEASE, true, false), LONG);
        Gate gate = requireNonNull(gate());

        assertThat(gate.waiters()).isEqualTo(1);
        assertThat(gate.inUse()).extracting(Definition::name).containsExactly("n", "other");

        held.close();
        assertThat(gate.waiters()).isZero();
        assertThat(gate.inUse()).extracting(Definition::name).containsExactly("other");
        handle(other).close();
        assertThat(gate.inUse()).isEmpty();
    }

    @Test
    void whoGaveUpIsNotRefusedAgain() {
        Handle held = held(renewed);
        Waiter waiter = enter(renewed, LONG);
        Gate gate = requireNonNull(gate());
        wakes.set(0);
        assertThat(gate.gaveUp(waiter)).isTrue();

        gate.timedOut(waiter);

        assertThat(waiter.isSettled()).isFalse();
        assertThat(wakes).hasValue(0);
        held.close();
    }
}
