package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers of a busy key are told, and what is listed and cancelled. */
final class GateTest {

    private final ScriptedStore store = new ScriptedStore();
    private final Actors actors = new Actors();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store))
            .config(property -> Optional.ofNullable(
                    Map.of("guarded.default-type", "scripted").get(property)))
            .build();

    @AfterEach
    void end() {
        actors.close();
        manager.close();
    }

    @Test
    void busyCallerIsToldWhenAFixedLeaseEnds() throws Exception {
        NamedLock leased = manager.getOrCreate(LockSpec.of("n").lease(Duration.ofMinutes(5)));
        try (LockHandle held = leased.acquire()) {
            assertThatThrownBy(() -> actors.call(() -> leased.acquire(Duration.ZERO)))
                    .isInstanceOfSatisfying(LockBusyException.class, busy -> assertThat(busy.retryAfter())
                            .hasValueSatisfying(after ->
                                    assertThat(after).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(5))));
            held.ensureHeld();
        }
    }

    @Test
    void busyCallerIsNotToldAnythingOfARenewedLease() throws Exception {
        NamedLock lock = manager.getOrCreate("n");
        try (LockHandle held = lock.acquire()) {
            assertThatThrownBy(() -> actors.call(() -> lock.acquire(Duration.ZERO)))
                    .isInstanceOfSatisfying(LockBusyException.class, busy -> assertThat(busy.retryAfter())
                            .isEmpty());
            held.ensureHeld();
        }
    }

    @Test
    void nameThatWaitsForAKeyOfAnotherNameIsListed() throws Exception {
        LockHandle held = manager.create(LockSpec.of("one").key("shared")).acquire();
        Actors.Actor<LockHandle> waiting = actors.startAndAwaitBlocked(
                () -> manager.create(LockSpec.of("two").key("shared")).acquire());

        assertThat(manager.list()).containsOnlyKeys("one", "two");

        held.close();
        waiting.get().close();
        assertThat(manager.list()).isEmpty();
    }

    @Test
    void closedManagerDoesNotAskTheStoreAnyMore() throws Exception {
        store.acquiring = ScriptedStore.Mood.SILENT;
        Actors.Actor<LockHandle> waiting =
                actors.startAndAwaitBlocked(() -> manager.getOrCreate("n").acquire());

        manager.close();

        assertThat(store.lastAsked()).isCancelled();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(LockUnavailableException.class);
        assertThat(((StoreLockManager) manager).gate("lock:n")).isNull();
    }
}
