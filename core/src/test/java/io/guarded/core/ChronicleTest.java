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
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Facts wait for an executor and a listener that may be slow or broken, and nothing waits for the facts. */
final class ChronicleTest {

    private static final Fact FACT =
            new LockListener.Released(new LockListener.Lock("a", "scripted", Optional.empty()), Duration.ZERO);

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

    private Chronicle chronicle() {
        return chronicle(tasks::add, task -> false);
    }

    private Chronicle chronicle(Predicate<Runnable> tryExecute, Predicate<Runnable> tryLater) {
        return new Chronicle(
                List.of(new LockListener() {
                    @Override
                    public void happened(Fact fact) {
                        facts.add(fact);
                    }
                }),
                tryExecute,
                tryLater);
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
        Chronicle chronicle = chronicle();
        try (Logged logged = Logged.of(Chronicle.class)) {
            for (int i = 0; i < Chronicle.MOST + 2; i++) {
                chronicle.add(FACT);
            }
            assertThat(logged.messages())
                    .filteredOn(text -> text.contains("slower"))
                    .hasSize(1);
        }
        runAll();
        assertThat(facts).hasSize(Chronicle.MOST);

        chronicle.add(FACT);
        runAll();
        assertThat(facts).hasSize(Chronicle.MOST + 1);
    }

    private int runAll() {
        int count = 0;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            count++;
        }
        return count;
    }

    @Test
    void noTaskTellsForEver() {
        Chronicle chronicle = chronicle();
        for (int i = 0; i < 2 * Chronicle.BATCH + 1; i++) {
            chronicle.add(FACT);
        }

        assertThat(runAll()).isEqualTo(3);
        assertThat(facts).hasSize(2 * Chronicle.BATCH + 1);
    }

    @Test
    void executorThatIsFullIsAskedAgain() {
        Queue<Runnable> later = new ArrayDeque<>();
        boolean[] isFull = {true};
        Chronicle chronicle = chronicle(task -> !isFull[0] && tasks.add(task), later::add);
        chronicle.add(FACT);
        chronicle.add(FACT);
        assertThat(later).hasSize(1);
        later.remove().run();
        assertThat(later).hasSize(1);

        isFull[0] = false;
        later.remove().run();

        assertThat(runAll()).isEqualTo(1);
        assertThat(facts).hasSize(2);
    }

    @Test
    void whatIsToldAtTheEndIsAwaited() throws Exception {
        Chronicle chronicle = chronicle();
        chronicle.add(FACT);
        Thread ending = new Thread(() -> chronicle.close(Duration.ofMinutes(1)));
        ending.start();
        await().until(() -> ending.getState() == Thread.State.TIMED_WAITING);

        runAll();

        ending.join();
        assertThat(facts).hasSize(1);
        chronicle.add(FACT);
        assertThat(tasks).isEmpty();
    }

    @Test
    void listenerThatHangsKeepsNoApplicationFromEnding() {
        Chronicle chronicle = chronicle();
        chronicle.add(FACT);

        chronicle.close(Duration.ofMillis(10));

        runAll();
        assertThat(facts).as("after the end").isEmpty();
    }

    @Test
    void listenerThatEndsTheManagerDoesNotWaitForItself() {
        boolean[] isClosed = {false};
        Chronicle[] chronicle = new Chronicle[1];
        chronicle[0] = new Chronicle(
                List.of(new LockListener() {
                    @Override
                    public void happened(Fact fact) {
                        chronicle[0].close(Duration.ofDays(1));
                        isClosed[0] = true;
                    }
                }),
                tasks::add,
                task -> false);
        chronicle[0].add(FACT);

        runAll();

        assertThat(isClosed[0]).isTrue();
    }

    @Test
    void interruptedEndGoesOn() {
        Chronicle chronicle = chronicle();
        chronicle.add(FACT);
        Thread.currentThread().interrupt();

        chronicle.close(Duration.ofDays(1));

        assertThat(Thread.interrupted()).isTrue();
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
