package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockHandle;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an executor that fails may break: nothing. A server's own may throw what it likes once its application ends. */
final class ExecutorTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountingStore store = new CountingStore(Scope.JVM);
    private CloseableLockManager manager = manager(ExecutorTest::fail);

    private CloseableLockManager manager(Executor executor) {
        return LockManagers.builder()
                .providers(List.of(store))
                .executor(executor)
                .config(property -> Optional.ofNullable(
                        Map.of("guarded.default-type", "counting").get(property)))
                .build();
    }

    private static void fail(Runnable task) {
        throw new IllegalStateException("the application is stopped");
    }

    private static void failLate(Runnable task) {
        task.run();
        throw new NoClassDefFoundError("of an application that is gone");
    }

    @AfterEach
    void end() {
        manager.close();
    }

    private void assertPassedOn() {
        NamedLock lock = manager.getOrCreate("n");
        LockHandle held = lock.acquire();
        CompletableFuture<LockHandle> second = lock.acquireAsync(LONG);
        CompletableFuture<LockHandle> third = lock.acquireAsync(LONG);

        held.close();

        assertThat(second).isCompleted();
        second.join().ensureHeld();
        assertThat(third).isNotDone();
        second.join().close();
        third.join().close();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void waitersGetTheirLocks() {
        assertPassedOn();
    }

    @Test
    void taskThatHasRunIsNotRunAgain() {
        manager.close();
        manager = manager(ExecutorTest::failLate);

        assertPassedOn();
    }

    @Test
    void managerEnds() {
        LockHandle held = manager.getOrCreate("n").acquire();
        CompletableFuture<LockHandle> waiting = manager.getOrCreate("n").acquireAsync(LONG);

        manager.close();

        assertThat(store.isFree()).isTrue();
        assertThat(held.isHeld()).isFalse();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(LockUnavailableException.class);
    }

    @Test
    void everyCallbackIsTried() {
        AtomicInteger tried = new AtomicInteger();
        manager.close();
        manager = manager(task -> {
            tried.incrementAndGet();
            fail(task);
        });
        LockHandle held = manager.getOrCreate("n").acquire();
        held.onLost(() -> {});
        held.onLost(() -> {});

        manager.close();

        assertThat(tried).hasValue(2);
    }
}
