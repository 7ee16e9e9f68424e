package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockLostException;
import io.guarded.NamedLock;
import io.guarded.spi.LockProvider.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways to take a lock that all locks have, and that a body never keeps one. */
final class GuardingLockTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final CountingStore store = new CountingStore(Scope.JVM, true);
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store))
            .config(property -> Optional.ofNullable(
                    Map.of("guarded.default-type", "counting").get(property)))
            .executor(Runnable::run)
            .build();
    private final NamedLock lock = manager.getOrCreate("n");

    @AfterEach
    void end() {
        manager.close();
    }

    private void lose() {
        assertThat(lock.forceRelease(Long.toHexString(
                        ((StoreLockManager) manager).gate("lock:n").holder().tenure.holdId)))
                .isTrue();
    }

    @Test
    void freeLockIsTaken() {
        try (LockHandle held = lock.tryAcquire().orElseThrow()) {
            assertThat(held.isHeld()).isTrue();
        }
        try (LockHandle held = lock.acquire()) {
            assertThat(held.isHeld()).isTrue();
        }
        try (LockHandle held = lock.acquire(LONG)) {
            assertThat(held.isHeld()).isTrue();
        }
        lock.acquireAsync(LONG).join().close();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void busyLockIsNotTaken() {
        LockHandle held = lock.acquireAsync(LONG).join();

        assertThat(lock.tryAcquire()).isEmpty();
        assertThatThrownBy(() -> lock.acquire(Duration.ZERO)).isInstanceOf(LockBusyException.class);
        CompletableFuture<LockHandle> async = lock.acquireAsync(Duration.ZERO);
        assertThatThrownBy(async::join).hasCauseInstanceOf(LockBusyException.class);
        AtomicBoolean hasRun = new AtomicBoolean();
        assertThatThrownBy(() -> lock.run(Duration.ZERO, () -> hasRun.set(true)))
                .isInstanceOf(LockBusyException.class);
        assertThat(hasRun).isFalse();

        held.close();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void bodyRunsInsideAndGivesItsResult() throws Exception {
        AtomicBoolean wasHeld = new AtomicBoolean();
        lock.run(LONG, () -> wasHeld.set(!store.isFree()));
        assertThat(wasHeld).isTrue();
        assertThat(store.isFree()).isTrue();

        assertThat(lock.<String>call(LONG, () -> "held " + !store.isFree())).isEqualTo("held true");
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void failureOfABodyComesAsItIsAndFreesTheLock() {
        IllegalStateException unchecked = new IllegalStateException("of the body");
        IOException checked = new IOException("of the body");

        assertThatThrownBy(() -> lock.run(LONG, () -> {
                    throw unchecked;
                }))
                .isSameAs(unchecked);
        assertThat(store.isFree()).isTrue();

        assertThatThrownBy(() -> lock.call(LONG, () -> {
                    throw checked;
                }))
                .isSameAs(checked)
                .hasNoSuppressedExceptions();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void lossDuringABodyEndsItWithLoss() {
        assertThatThrownBy(() -> lock.run(LONG, this::lose)).isInstanceOf(LockLostException.class);
        assertThatThrownBy(() -> lock.call(LONG, () -> {
                    lose();
                    return "done";
                }))
                .isInstanceOf(LockLostException.class);
        assertThatThrownBy(() -> lock.call(LONG, () -> {
                    lose();
                    throw new IOException("of the body");
                }))
                .isInstanceOf(IOException.class)
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LockLostException.class));
        assertThat(((StoreLockManager) manager).gate("lock:n")).isNull();
    }

    @Test
    void bodyThatIsNotThereCostsNoLock() {
        assertThatThrownBy(() -> lock.run(LONG, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> lock.call(LONG, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("body");

        assertThat(store.acquisitions()).isZero();
    }
}
