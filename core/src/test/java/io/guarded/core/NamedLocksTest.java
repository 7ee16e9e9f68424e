package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names are remembered as long as somebody refers to their locks, and no longer. */
final class NamedLocksTest {

    private final Timer timer = new Timer();
    private final Gates gates = new Gates(new Rules(Settings.read(property -> Optional.empty())), timer, Runnable::run);
    private final NamedLocks names = new NamedLocks();
    private final AtomicInteger made = new AtomicInteger();

    /** Keeps the locks that are in use. */
    private @Nullable StoreLock first;

    private @Nullable StoreLock second;

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private StoreLock make(String name) {
        made.incrementAndGet();
        return new StoreLock(
                gates,
                new Definition(
                        name,
                        name,
                        Store.of(new CountingStore(Scope.JVM)),
                        null,
                        true,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        false));
    }

    private void awaitForgotten(String name) {
        await().until(() -> {
            System.gc();
            return names.find(name) == null;
        });
    }

    private Map<String, StoreLock> all() {
        Map<String, StoreLock> all = new TreeMap<>();
        names.forEach(all::put);
        return all;
    }

    @Test
    void lockIsMadeOnceForAName() {
        first = names.getOrCreate("a", this::make);
        second = names.getOrCreate("b", this::make);

        assertThat(names.getOrCreate("a", this::make)).isSameAs(first);
        assertThat(names.find("a")).isSameAs(first);
        assertThat(names.find("c")).isNull();
        assertThat(made).hasValue(2);
        assertThat(all()).containsOnlyKeys("a", "b").containsEntry("a", first).containsEntry("b", second);
    }

    @Test
    void lockThatIsRemovedIsMadeAnew() {
        first = names.getOrCreate("a", this::make);

        assertThat(names.remove("a")).isTrue();
        assertThat(names.remove("a")).isFalse();

        assertThat(names.find("a")).isNull();
        second = names.getOrCreate("a", this::make);
        assertThat(second).isNotSameAs(first);
    }

    @Test
    void lockThatAnotherThreadMadeMeanwhileIsTheOne() {
        Function<String, StoreLock> slow = name -> {
            first = names.getOrCreate(name, this::make);
            return make(name);
        };

        assertThat(names.getOrCreate("a", slow)).isSameAs(first);

        assertThat(names.find("a")).isSameAs(first);
    }

    @Test
    void lockThatAnotherThreadMadeAndForgotMeanwhileIsMadeAnew() {
        AtomicInteger makers = new AtomicInteger();
        Function<String, StoreLock> slow = name -> {
            if (makers.getAndIncrement() == 0) {
                names.getOrCreate(name, this::make);
                awaitForgotten(name);
            }
            return make(name);
        };

        first = names.getOrCreate("a", slow);

        assertThat(names.find("a")).isSameAs(first);
    }

    @Test
    void nameThatNobodyRefersToIsForgottenByWhateverIsAskedNext() {
        first = names.getOrCreate("b", this::make);
        List<Runnable> questions = List.of(
                () -> names.getOrCreate("b", this::make),
                () -> names.find("b"),
                () -> names.forEach((name, lock) -> {}),
                () -> names.remove("c"));

        for (Runnable question : questions) {
            names.getOrCreate("a", this::make);
            assertThat(names.size()).isEqualTo(2);
            awaitForgotten("a");

            await().until(() -> {
                question.run();
                return names.size() == 1;
            });
        }
    }
}
