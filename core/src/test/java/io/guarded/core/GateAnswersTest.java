package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockUnavailableException;
import io.guarded.core.ScriptedStore.Mood;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gate does with a store that never answers, that answers too late or that fails where nobody waits for it. */
final class GateAnswersTest {

    private static final long LONG = Duration.ofHours(1).toNanos();
    private static final String NOBODYS = "WARNING a lock that nobody has was not released cleanly; its lease frees it";

    private final ScriptedStore store = new ScriptedStore();
    private final Timer timer = new Timer();
    private final Gates gates = gates();

    private Gates gates() {
        Settings settings = Settings.read(property ->
                Optional.ofNullable(Map.of("guarded.store-timeout", "10m").get(property)));
        return new Gates(new Rules(settings), timer, Runnable::run);
    }

    private Definition definition(boolean isFenced, Duration atLeast) {
        return new Definition(
                "n", "n", Store.of(store), Duration.ofHours(9), true, Duration.ofHours(5), atLeast, isFenced);
    }

    private Waiter enter(boolean isFenced) {
        Waiter waiter = Waiter.calling(definition(isFenced, Duration.ZERO), LONG, () -> {});
        gates.enter(waiter);
        return waiter;
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    /** The end of the provider's promise, which is twice the store's time-out, as if it had come. */
    private void letTheProviderBreakItsPromise() {
        assertThat(timer.getQueue()).hasSize(1);
        Runnable end = timer.getQueue().peek();
        assertThat(((Delayed) end).getDelay(TimeUnit.MINUTES)).isEqualTo(19);
        end.run();
        assertThat(timer.getQueue()).isEmpty();
    }

    private void assertUnavailable(Waiter waiter) {
        assertThatThrownBy(waiter::granted)
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("the store gave no answer");
        assertThat(gates.find("n")).isNull();
    }

    @Test
    void attemptThatIsNeverAnsweredIsGivenUp() {
        store.acquiring = Mood.SILENT;
        Waiter waiter = enter(false);

        letTheProviderBreakItsPromise();

        assertThat(store.lastAsked()).isCancelled();
        assertUnavailable(waiter);
    }

    @Test
    void attemptThatIsAnsweredIsNotWaitedForAnyMore() {
        store.acquiring = Mood.SILENT;
        Waiter waiter = enter(false);
        assertThat(timer.getQueue()).hasSize(1);
        Runnable end = timer.getQueue().peek();

        store.lastAsked().yes();

        assertThat(timer.getQueue()).doesNotContain(end);
        new Handle(waiter.granted(), null, Duration.ofMinutes(1)).close();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void questionForTokensThatIsNeverAnsweredIsGivenUpAndTheKeyGivenBack() {
        store.numbering = Mood.SILENT;
        Waiter waiter = enter(true);
        assertThat(store.holders).hasSize(1);

        letTheProviderBreakItsPromise();

        assertUnavailable(waiter);
        assertThat(store.holders).isEmpty();
    }

    @Test
    void tokenThatComesLaterIsThatOfTheHold() {
        store.numbering = Mood.SILENT;
        Waiter waiter = enter(true);
        assertThat(waiter.isSettled()).isFalse();

        tokens().complete(7L);

        Handle held = new Handle(waiter.granted(), null, Duration.ofMinutes(1));
        assertThat(held.fencingToken()).isEqualTo(7);
        held.close();
        assertThat(gates.find("n")).isNull();
        assertThat(timer.getQueue()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<Long> tokens() {
        return (CompletableFuture<Long>) store.unanswered.get(0);
    }

    @Test
    void storeWithoutATokenHasFailed() {
        store.numbering = Mood.SILENT;
        Waiter waiter = enter(true);

        tokens().complete(null);

        assertThatThrownBy(waiter::granted)
                .isInstanceOf(LockUnavailableException.class)
                .cause()
                .hasMessage("the store gave no token");
        assertThat(store.holders).isEmpty();
    }

    @Test
    void releaseThatIsNeverAnsweredIsAProblem() {
        store.releasing = Mood.SILENT;
        CompletableFuture<Void> release = new Handle(enter(false).granted(), null, Duration.ofMinutes(1)).release();
        assertThat(release).isNotDone();

        letTheProviderBreakItsPromise();

        assertThatThrownBy(release::join).hasCauseInstanceOf(LockUnavailableException.class);
    }

    @Test
    void keyThatIsToBeKeptIsLeftToALeaseThatIsLongEnough() {
        Waiter waiter = Waiter.calling(definition(false, Duration.ofMinutes(10)), LONG, () -> {});
        gates.enter(waiter);

        assertThat(new Handle(waiter.granted(), null, Duration.ofMinutes(1)).release())
                .isCompleted();

        assertThat(store.releases).hasValue(0);
        assertThat(store.renewed).containsExactly("n");
        assertThat(store.lastLease).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(gates.find("n")).isNull();
    }

    @Test
    void keyThatComesTooLateAndCannotBeGivenBackIsLogged() {
        store.acquiring = Mood.SILENT;
        store.isDeafToCancel = true;
        store.releasing = Mood.BROKEN;
        Waiter waiter = enter(false);
        assertThat(gates.find("n").gaveUp(waiter)).isTrue();

        assertThat(warningsOf(() -> store.lastAsked().yes())).containsExactly(NOBODYS);
    }

    @Test
    void keyOfALostHoldThatCannotBeGivenBackIsLogged() {
        Grant grant = enter(false).granted();
        Handle held = new Handle(grant, null, Duration.ofMinutes(1));
        grant.lose("of a test");
        store.releasing = Mood.BROKEN;

        assertThat(warningsOf(held::close)).containsExactly(NOBODYS);

        assertThat(store.releases).hasValue(1);
        assertThat(gates.find("n")).isNull();
    }

    private static List<String> warningsOf(Runnable action) {
        try (Logged logged = Logged.of(Gate.class)) {
            action.run();
            return List.copyOf(logged.messages());
        }
    }

    @Test
    void holdThatTheStoreNoLongerKnowsAtItsReleaseWasLost() {
        Handle held = new Handle(enter(false).granted(), null, Duration.ofMinutes(1));
        store.holders.clear();

        assertThat(warningsOf(() -> assertThatThrownBy(held::finish).hasMessageContaining("at its release")))
                .singleElement()
                .asString()
                .startsWith("WARNING lock \"n\" was lost");
    }
}
