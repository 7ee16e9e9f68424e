package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockBusyException;
import io.guarded.LockUnavailableException;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may go before a waiter that was woken and has not come yet, and how often. */
final class OvertakingTest {

    private static final int BOUND = 3;

    private final CountingStore store = new CountingStore(Scope.JVM);
    private final Timer timer = new Timer();
    private final Definition definition =
            new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);
    private final Gates gates = gates(BOUND);

    private Gates gates(int overtakes) {
        Map<String, String> settings = Map.of("guarded.overtakes", "" + overtakes, "guarded.handoff-time", "1h");
        return new Gates(
                new Rules(Settings.read(property -> Optional.ofNullable(settings.get(property)))),
                timer,
                Runnable::run);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    /** One whose thread never comes by itself. */
    private Waiter sleeping() {
        return Waiter.parking(definition, new Thread(() -> {}), WaitTime.UNLIMITED);
    }

    private Handle handle(Waiter waiter) {
        return new Handle(waiter.granted(), null, Duration.ofSeconds(1));
    }

    /** Takes the lock as often as it can before the waiter; a machine that stops makes it fewer, never more. */
    private int overtakeUntilSettled(Gates gates, Waiter waiter, Gate gate) {
        int count = 0;
        while (!waiter.isSettled()) {
            try {
                gates.acquire(definition, 0).close();
                count++;
            } catch (LockBusyException late) {
                gate.claim(waiter);
            }
        }
        return count;
    }

    private int overtake(Gates gates, Waiter waiter) {
        Handle first = gates.acquire(definition, 0);
        Gate gate = gates.enter(waiter);
        first.close();
        return overtakeUntilSettled(gates, waiter, gate);
    }

    @Test
    void waiterIsOvertakenNoMoreOftenThanTheBound() {
        int most = 0;
        for (int i = 0; i < 1_000 && most < BOUND; i++) {
            Waiter waiter = sleeping();
            most = Math.max(most, overtake(gates, waiter));
            handle(waiter).close();
            assertThat(most).isLessThanOrEqualTo(BOUND);
        }

        assertThat(most).isEqualTo(BOUND);
        assertThat(gates.all()).isEmpty();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void boundOfZeroIsStrictlyFirstInFirstOut() {
        Waiter waiter = sleeping();

        assertThat(overtake(gates(0), waiter)).isZero();

        handle(waiter).close();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void boundCountsForEveryOneInTheQueue() {
        for (int i = 0; i < 100; i++) {
            Handle first = gates.acquire(definition, 0);
            Waiter second = sleeping();
            Waiter third = sleeping();
            Gate gate = gates.enter(second);
            gates.enter(third);
            first.close();

            int both = overtakeUntilSettled(gates, second, gate);
            handle(second).close();
            both += overtakeUntilSettled(gates, third, gate);

            assertThat(both).isLessThanOrEqualTo(BOUND);
            handle(third).close();
        }
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void nextIsWokenWhenTheOneThatWasWokenGivesUp() {
        Handle first = gates.acquire(definition, 0);
        Waiter second = sleeping();
        Waiter third = sleeping();
        Gate gate = gates.enter(second);
        gates.enter(third);
        first.close();
        assertThat(second.isWoken).isTrue();
        assertThat(third.isWoken).isFalse();

        assertThat(gate.gaveUp(second)).isTrue();

        assertThat(third.isWoken).isTrue();
        gate.claim(third);
        handle(third).close();
        assertThat(store.isFree()).isTrue();
        assertThat(gates.all()).isEmpty();
    }

    @Test
    void keyGoesBackWhenTheLastOneThatWasWokenGivesUp() {
        Handle first = gates.acquire(definition, 0);
        Waiter second = sleeping();
        Gate gate = gates.enter(second);
        first.close();

        assertThat(gate.gaveUp(second)).isTrue();

        assertThat(store.isFree()).isTrue();
        assertThat(gates.all()).isEmpty();
    }

    @Test
    void waiterWhoseTimeEndsAsItIsWokenGetsTheLock() {
        Handle first = gates.acquire(definition, 0);
        Waiter second = sleeping();
        Gate gate = gates.enter(second);
        first.close();

        gate.timedOut(second);

        handle(second).close();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void waitWithoutAThreadIsNotOvertaken() {
        Handle first = gates.acquire(definition, 0);
        Waiter second = Waiter.calling(definition, WaitTime.UNLIMITED, () -> {});
        gates.enter(second);

        first.close();

        handle(second).close();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void endOfTheManagerGivesBackWhatWasLeftToAWaiter() {
        Handle first = gates.acquire(definition, 0);
        Waiter second = sleeping();
        gates.enter(second);
        first.close();

        gates.close();

        assertThat(store.isFree()).isTrue();
        assertThat(gates.all()).isEmpty();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(second::granted))
                .isInstanceOf(LockUnavailableException.class);
    }

    /** Whoever reads a list means who had it then, and not who has it when they come to use it. */
    @Test
    void whatIsListedBetweenTwoHoldersIsNotTheNextOnes() {
        Handle first = gates.acquire(definition, 0);
        Waiter waiter = sleeping();
        Gate gate = gates.enter(waiter);
        first.close();

        Shown shown = gate.shown();

        assertThat(shown).isNotNull();
        assertThat(shown.holder()).as("between two holders").isNull();
        assertThat(shown.definition().name()).isEqualTo("n");
        gate.claim(waiter);
        assertThat(gate.shown().holder()).isSameAs(waiter.granted());
        assertThat(gate.shown().turn()).isNotEqualTo(shown.turn());
        assertThat(gate.wants(shown.tenure(), shown.turn())).isFalse();
        handle(waiter).close();
    }
}
