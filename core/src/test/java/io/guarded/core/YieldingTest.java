package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gate does between its turn and the next question to the store, while other nodes may go first. */
final class YieldingTest {

    private final ScriptedStore store = new ScriptedStore();
    private final Timer timer = new Timer();
    private final Definition definition = new Definition(
            "n", "n", Store.of(store), Duration.ofHours(1), true, Duration.ofHours(2), Duration.ZERO, false);
    private final Gates gates = new Gates(
            new Rules(Settings.read(
                    property -> Optional.ofNullable(Map.of("guarded.handoffs", "1", "guarded.handoff-time", "1h")
                            .get(property)))),
            timer,
            Runnable::run);
    private Gate gate;

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private Waiter entered() {
        Waiter waiter = Waiter.calling(definition, WaitTime.UNLIMITED, () -> {});
        gate = gates.enter(waiter);
        return waiter;
    }

    private static Handle handle(Waiter waiter) {
        return new Handle(waiter.granted(), null, Duration.ofSeconds(1));
    }

    /** Has seen another node, holds for the second and last time in its turn, and one more waits. */
    private Waiter nextAtTheEndOfTheTurn() {
        store.acquiring = ScriptedStore.Mood.SILENT;
        Waiter first = entered();
        Waiter second = entered();
        Waiter third = entered();
        store.lastAsked().complete(false);
        store.lastAsked().yes();
        handle(first).close();
        handle(second).close();
        assertThat(store.releases).hasValue(1);
        return third;
    }

    @Test
    void othersGoFirstWhenTheTurnIsOver() {
        timer.shutdown();

        Waiter third = nextAtTheEndOfTheTurn();

        assertThat(store.asked).as("before the pause has ended").hasSize(2);
        assertThat(third.isSettled()).isFalse();
    }

    @Test
    void storeIsAskedAgainAfterThePause() {
        Waiter third = nextAtTheEndOfTheTurn();

        await().until(() -> store.asked.size() == 3);

        store.lastAsked().yes();
        handle(third).close();
        assertThat(gates.all()).isEmpty();
    }

    @Test
    void waiterThatGivesUpMeanwhileLeavesNothing() {
        timer.shutdown();
        Waiter third = nextAtTheEndOfTheTurn();

        assertThat(gate.gaveUp(third)).isTrue();

        assertThat(gates.all()).isEmpty();
        assertThat(store.asked).hasSize(2);
        assertThat(store.holders).isEmpty();
    }

    @Test
    void waiterWhoseTimeEndsMeanwhileIsNotToldThatTheLockIsBusy() {
        Waiter third = nextAtTheEndOfTheTurn();

        gate.timedOut(third);

        await().until(() -> store.asked.size() == 3);
        assertThat(third.isSettled()).isFalse();
        store.lastAsked().yes();
        handle(third).close();
        assertThat(gates.all()).isEmpty();
    }

    @Test
    void endOfTheManagerRefusesTheOneThatWaits() {
        Waiter third = nextAtTheEndOfTheTurn();

        gates.close();

        assertThat(catchThrowable(third::granted)).isInstanceOf(LockUnavailableException.class);
        assertThat(gates.all()).isEmpty();
        assertThat(store.holders).isEmpty();
    }
}
