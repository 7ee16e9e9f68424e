package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import io.guarded.core.ScriptedStore.Mood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A wait that blocks no thread: its end, its outcome on the executor, and that nothing stays of it. */
final class AsyncWaitTest {

    private static final long LONG = Duration.ofHours(1).toNanos();
    private static final long SHORT = Duration.ofMillis(1).toNanos();

    private final ScriptedStore store = new ScriptedStore();
    private final Timer timer = new Timer();
    private final List<Runnable> tasks = new ArrayList<>();
    private final Gates direct = gates(Runnable::run);
    private final Gates gates = gates(tasks::add);

    private final Definition definition = new Definition(
            "n", "n", Store.of(store), Duration.ofHours(5), true, Duration.ofHours(1), Duration.ZERO, false);

    private Gates gates(java.util.concurrent.Executor executor) {
        Settings settings = Settings.read(property ->
                Optional.ofNullable(Map.of("guarded.store-timeout", "10m").get(property)));
        return new Gates(new Rules(settings), timer, executor);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    /** In minutes, the shortest first. */
    private List<Long> planned() {
        return timer.getQueue().stream()
                .map(task -> ((Delayed) task).getDelay(TimeUnit.MINUTES))
                .sorted()
                .toList();
    }

    private static void assertBusy(CompletableFuture<LockHandle> wait) {
        assertThatThrownBy(() -> wait.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(LockBusyException.class);
    }

    private void assertNothingLeft(Gates of) {
        assertThat(of.find("n")).isNull();
        assertThat(store.holders).isEmpty();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void endOfTheWaitIsPlannedAndForgottenWithTheGrant() {
        Handle held = direct.acquire(definition, 0);
        List<Long> before = planned();

        CompletableFuture<LockHandle> wait = AsyncWait.start(direct, definition, LONG);

        assertThat(planned()).hasSize(before.size() + 1).contains(59L);
        held.close();
        assertThat(wait).isCompleted();
        wait.join().close();
        assertNothingLeft(direct);
    }

    @Test
    void cancelledWaitIsNotPlannedAnyMore() {
        Handle held = direct.acquire(definition, 0);
        List<Long> before = planned();
        CompletableFuture<LockHandle> wait = AsyncWait.start(direct, definition, LONG);

        wait.cancel(true);

        assertThat(planned()).hasSameSizeAs(before);
        held.close();
        assertNothingLeft(direct);
    }

    @Test
    void unlimitedWaitHasNoEnd() {
        Handle held = direct.acquire(definition, 0);
        List<Long> before = planned();

        CompletableFuture<LockHandle> wait = AsyncWait.start(direct, definition, WaitTime.UNLIMITED);

        assertThat(planned()).hasSameSizeAs(before);
        held.close();
        wait.join().close();
        assertNothingLeft(direct);
    }

    @Test
    void waitThatIsOverIsBusy() {
        Handle held = direct.acquire(definition, 0);

        assertBusy(AsyncWait.start(direct, definition, SHORT));

        held.close();
        assertNothingLeft(direct);
    }

    @Test
    void endOfTheWaitMovesWhileTheStoreMayStillAnswer() {
        store.acquiring = Mood.SILENT;

        CompletableFuture<LockHandle> wait = AsyncWait.start(direct, definition, SHORT);

        // the end of the answer that is due, and behind it that of the provider's promise
        await().until(() -> planned().equals(List.of(9L, 19L)));
        assertThat(wait).isNotDone();
        store.lastAsked().complete(false);
        assertBusy(wait);
        assertNothingLeft(direct);
    }

    @Test
    void storeThatFailsIsNotBusy() {
        store.acquiring = Mood.BROKEN;

        assertThatThrownBy(AsyncWait.start(direct, definition, LONG)::join)
                .hasCauseInstanceOf(LockUnavailableException.class);
        assertNothingLeft(direct);
    }

    @Test
    void outcomeIsGivenOnTheExecutorOnly() {
        CompletableFuture<LockHandle> wait = AsyncWait.start(gates, definition, LONG);
        assertThat(wait).isNotDone();
        assertThat(tasks).hasSize(1);

        tasks.get(0).run();

        assertThat(wait).isCompleted();
        wait.join().close();
        assertNothingLeft(gates);
    }

    @Test
    void grantThatNobodyTakesIsReleased() {
        CompletableFuture<LockHandle> wait = AsyncWait.start(gates, definition, LONG);
        assertThat(store.holders).hasSize(1);
        wait.cancel(true);

        tasks.get(0).run();

        assertNothingLeft(gates);
    }

    @Test
    void holdThatTheEndTookOnItsWayWasNeverHad() {
        CompletableFuture<LockHandle> wait = AsyncWait.start(gates, definition, LONG);
        gates.close();

        tasks.get(0).run();

        assertThatThrownBy(wait::join)
                .hasCauseInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("closed");
        assertNothingLeft(gates);
    }

    @Test
    void holdThatWasLostOnTheWayToItsCallerIsLostAndClosed() {
        CompletableFuture<LockHandle> wait = AsyncWait.start(gates, definition, LONG);
        assertThat(gates.forceRelease(definition, store.id(store.holders.get("n"))))
                .isTrue();

        tasks.get(0).run();

        assertThatThrownBy(wait::join).hasCauseInstanceOf(LockLostException.class);
        assertNothingLeft(gates);
    }
}
