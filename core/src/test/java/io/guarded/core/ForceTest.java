package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.NamedLock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who frees a lock by force frees the hold that was meant, and no later one. */
final class ForceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Actors actors = new Actors();
    private final ScriptedStore store = new ScriptedStore();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store))
            .config(property ->
                    Optional.ofNullable(Map.of("guarded.default-type", store.type(), "guarded.handoff-time", "1h")
                            .get(property)))
            .build();
    private final NamedLock lock = manager.getOrCreate("a");

    @AfterEach
    void end() {
        actors.close();
        store.acquiring = ScriptedStore.Mood.WELL;
        manager.close();
    }

    private Actors.Actor<LockHandle> waiter() throws Exception {
        return actors.startAndAwaitBlocked(() -> lock.acquire(LONG));
    }

    private static LockHandle got(Actors.Actor<LockHandle> actor) throws Exception {
        return actor.get(30, TimeUnit.SECONDS);
    }

    private String shownId() {
        return manager.locks().get(0).id();
    }

    @Test
    void listThatIsOutOfDateFreesNoNextHolder() throws Exception {
        LockHandle first = lock.acquire();
        Actors.Actor<LockHandle> waiting = waiter();
        String old = shownId();
        first.close();
        LockHandle next = got(waiting);
        assertThat(store.releases).as("passed on").hasValue(0);

        assertThat(manager.forceRelease("a", old, "on call")).isFalse();
        assertThat(lock.forceRelease(old)).isFalse();
        assertThat(next.isHeld()).isTrue();

        assertThat(manager.forceRelease("a", shownId(), "on call")).isTrue();
        assertThat(next.isHeld()).isFalse();
        next.close();
    }

    @Test
    void listOfAnotherNodeMeansWhoeverHasTheHold() throws Exception {
        LockHandle first = lock.acquire();
        Actors.Actor<LockHandle> waiting = waiter();
        String there = ShownId.parse(shownId()).inStore();
        first.close();
        LockHandle next = got(waiting);

        assertThat(manager.forceRelease("a", there, "on call")).isTrue();

        assertThat(next.isHeld()).isFalse();
        next.close();
    }

    @Test
    void holdIsNotPassedOnWhileTheStoreIsAskedToFreeIt() throws Exception {
        LockHandle first = lock.acquire();
        Actors.Actor<LockHandle> waiting = waiter();
        String id = shownId();
        store.acquiring = ScriptedStore.Mood.SILENT;
        var unused = actors.startAndAwaitBlocked(() -> lock.forceRelease(id));
        await().until(() -> !store.unanswered.isEmpty());

        store.acquiring = ScriptedStore.Mood.WELL;
        first.close();

        LockHandle next = got(waiting);
        assertThat(store.releases).as("given back").hasValue(1);
        store.failLater();
        assertThat(next.isHeld()).isTrue();
        next.close();
    }
}
