package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockListener;
import io.guarded.LockListener.Fact;
import io.guarded.LockListener.Unavailable;
import io.guarded.LockUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Facts wait for an executor and a listener that may be slow or broken, and nothing waits for the facts. */
final class ChronicleTest {

    private final List<Fact> facts = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ScriptedStore store = new ScriptedStore();

    private CloseableLockManager manager(Executor executor) {
        return LockManagers.builder()
                .providers(List.of(store))
                .config(property -> Optional.ofNullable(
                        Map.of("guarded.default-type", store.type()).get(property)))
                .executor(executor)
                .listeners(List.of(new LockListener() {
                    @Override
                    public void happened(Fact fact) {
                        facts.add(fact);
                    }
                }))
                .build();
    }

    @Test
    void nothingIsToldInsideTheCallsAndOneTaskTellsAll() {
        try (CloseableLockManager manager = manager(tasks::add)) {
            for (int i = 0; i < 3; i++) {
                manager.getOrCreate("a").acquire().close();
            }
            assertThat(facts).isEmpty();

            assertThat(tasks).hasSize(1);
            tasks.remove().run();
            assertThat(facts).hasSize(6);

            manager.getOrCreate("a").acquire().close();
            assertThat(tasks).hasSize(1);
        }
    }

    @Test
    void listenerThatIsTooSlowMissesFactsAndTheLogSaysSo() {
        LockListener listener = new LockListener() {
            @Override
            public void happened(Fact fact) {
                facts.add(fact);
            }
        };
        Chronicle chronicle = new Chronicle(List.of(listener), tasks::add);
        Fact fact = new LockListener.Released(new LockListener.Lock("a", "scripted", Optional.empty()), Duration.ZERO);
        try (Logged logged = Logged.of(Chronicle.class)) {
            for (int i = 0; i < Chronicle.MOST + 2; i++) {
                chronicle.add(fact);
            }
            assertThat(logged.messages())
                    .filteredOn(text -> text.contains("slower"))
                    .hasSize(1);
        }
        tasks.remove().run();
        assertThat(facts).hasSize(Chronicle.MOST);

        chronicle.add(fact);
        tasks.remove().run();
        assertThat(facts).hasSize(Chronicle.MOST + 1);
    }

    @Test
    void executorThatHasEndedCostsOnlyTheFacts() {
        try (CloseableLockManager manager = manager(task -> {
            throw new RejectedExecutionException("ended");
        })) {
            for (int i = 0; i < 3; i++) {
                LockHandle handle = manager.getOrCreate("a").acquire();
                assertThat(handle.isHeld()).isTrue();
                handle.close();
            }
        }
        assertThat(facts).isEmpty();
        assertThat(store.holders).isEmpty();
    }

    @Test
    void executorThatFailsAfterItHasRunItsTaskTellsEachFactOnce() {
        try (CloseableLockManager manager = manager(task -> {
            task.run();
            throw new IllegalStateException("late");
        })) {
            manager.getOrCreate("a").acquire().close();
            manager.getOrCreate("a").acquire().close();
        }
        assertThat(facts).hasSize(4);
    }

    @Test
    void storeThatIsAwayIsToldWithItsReason() {
        store.acquiring = ScriptedStore.Mood.BROKEN;
        try (CloseableLockManager manager = manager(Runnable::run)) {
            assertThatThrownBy(() -> manager.getOrCreate("a").acquire(Duration.ofSeconds(30)))
                    .isInstanceOf(LockUnavailableException.class);
        }
        assertThat(facts).singleElement().isInstanceOfSatisfying(Unavailable.class, fact -> assertThat(fact.reason())
                .isNotBlank());
    }

    @Test
    void releaseThatFailsIsStillToldAsRelease() {
        try (CloseableLockManager manager = manager(Runnable::run)) {
            LockHandle handle = manager.getOrCreate("a").acquire();
            store.releasing = ScriptedStore.Mood.BROKEN;
            handle.close();
            await().until(() -> facts.size() == 2);
        }
        assertThat(facts.get(1)).isInstanceOf(LockListener.Released.class);
    }
}
