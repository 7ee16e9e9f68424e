package io.guarded.cdi.faulttolerance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs with SmallRye Fault Tolerance, which WildFly brings too, and with SmallRye Config. */
@Tag("microprofile")
class FaultToleranceTest {

    @ApplicationScoped
    static class Worker {
        static final AtomicInteger BODIES = new AtomicInteger();
        static final AtomicInteger FALLBACKS = new AtomicInteger();

        @Inject
        LockManager manager;

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        public String retried() {
            assertThat(manager.list()).containsKey("w");
            if (BODIES.incrementAndGet() < 3) {
                throw new IllegalStateException("again");
            }
            return "ran";
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        @Fallback(fallbackMethod = "instead")
        public String fallenBack() {
            BODIES.incrementAndGet();
            throw new IllegalStateException("always");
        }

        public String instead() {
            FALLBACKS.incrementAndGet();
            return manager.list().containsKey("w") ? "instead, inside" : "instead, outside";
        }

        @Guarded(name = "w")
        @Timeout(1000)
        public String timed(CountDownLatch end) throws InterruptedException {
            end.await();
            return "ran";
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        @Timeout(30_000)
        @Asynchronous
        @Fallback(fallbackMethod = "insteadOfAll")
        public CompletionStage<String> all(CountDownLatch begin, Thread caller) throws InterruptedException {
            assertThat(Thread.currentThread()).isNotSameAs(caller);
            begin.await();
            BODIES.incrementAndGet();
            throw new IllegalStateException("always");
        }

        public CompletionStage<String> insteadOfAll(CountDownLatch begin, Thread caller) {
            return CompletableFuture.completedFuture(instead());
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        public String plain() {
            BODIES.incrementAndGet();
            return "ran";
        }
    }

    /** Shows how to try again when a lock is busy: from outside of the guard. */
    @ApplicationScoped
    static class Caller {
        static final AtomicInteger ATTEMPTS = new AtomicInteger();

        @Inject
        Worker worker;

        @Retry(retryOn = LockBusyException.class, maxRetries = 5, delay = 0, jitter = 0)
        public String tryAgain(LockHandle freedAtTheThirdAttempt) {
            if (ATTEMPTS.incrementAndGet() == 3) {
                freedAtTheThirdAttempt.close();
            }
            return worker.plain();
        }

        @Fallback(fallbackMethod = "later", applyOn = LockBusyException.class)
        public String orLater() {
            return worker.plain();
        }

        public String later() {
            return "later";
        }
    }

    private static final class CountingStore extends MemoryProvider {
        final AtomicInteger acquisitions = new AtomicInteger();

        @Override
        public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
            acquisitions.incrementAndGet();
            return super.acquire(key, holdId, wait, lease);
        }
    }

    private final CountingStore store = new CountingStore();
    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        Worker.BODIES.set(0);
        Worker.FALLBACKS.set(0);
        Caller.ATTEMPTS.set(0);
        Stores.use(store);
        container = start();
        worker = container.select(Worker.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    private static WeldContainer start() {
        return Containers.weld(Worker.class, Caller.class, Stores.class)
                .addExtensions(new ConfigExtension(), new FaultToleranceExtension())
                .initialize();
    }

    private LockHandle occupy() {
        LockManager manager = container.select(LockManager.class).get();
        return manager.getOrCreate("w").acquireAsync(Duration.ZERO).join();
    }

    private void assertFree() {
        assertThat(CompletableFuture.supplyAsync(worker::plain).join()).isEqualTo("ran");
    }

    @Test
    void allAttemptsOfARetryAreInsideOfOneHold() {
        assertThat(worker.retried()).isEqualTo("ran");

        assertThat(Worker.BODIES).hasValue(3);
        assertThat(store.acquisitions).hasValue(1);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void theFallbackIsInsideOfTheHoldToo() {
        assertThat(worker.fallenBack()).isEqualTo("instead, inside");

        assertThat(Worker.BODIES).hasValue(3);
        assertThat(store.acquisitions).hasValue(1);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aBusyLockIsNeitherRetriedNorFallenBackFromOnTheSameMethod() {
        try (LockHandle held = occupy()) {
            assertThatThrownBy(worker::fallenBack).isInstanceOf(LockBusyException.class);
            assertThatThrownBy(worker::retried).isInstanceOf(LockBusyException.class);
        }
        assertThat(Worker.BODIES).hasValue(0);
        assertThat(Worker.FALLBACKS).hasValue(0);
    }

    @Test
    void aCallingBeanTriesAgainWhenTheLockIsBusy() {
        Caller caller = container.select(Caller.class).get();

        assertThat(caller.tryAgain(occupy())).isEqualTo("ran");
        assertThat(Caller.ATTEMPTS).hasValue(3);
        assertThat(Worker.BODIES).hasValue(1);
    }

    @Test
    void aCallingBeanFallsBackWhenTheLockIsBusy() {
        Caller caller = container.select(Caller.class).get();
        try (LockHandle held = occupy()) {
            assertThat(caller.orLater()).isEqualTo("later");
        }
        assertThat(caller.orLater()).isEqualTo("ran");
    }

    @Test
    void aTimeoutEndsTheBodyAndTheHoldWithIt() {
        assertThatThrownBy(() -> worker.timed(new CountDownLatch(1))).isInstanceOf(TimeoutException.class);

        assertThat(store.isEmpty()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertFree();
    }

    @Test
    void theTimeoutDoesNotCountTheWaitForTheLock() throws InterruptedException {
        LockHandle held = occupy();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return worker.timed(new CountDownLatch(0));
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });

        // longer than the timeout: nothing but the passing of this time is waited for
        Thread.sleep(1500);
        held.close();

        assertThat(waiting.join()).isEqualTo("ran");
    }

    @Test
    void allOfThemOnOneMethodAreInsideOfOneHoldToTheEndOfTheStage() {
        CountDownLatch begin = new CountDownLatch(1);
        CompletionStage<String> stage = call(begin);
        CompletableFuture<String> other = CompletableFuture.supplyAsync(worker::plain);
        assertThatThrownBy(other::join).cause().isInstanceOf(LockBusyException.class);

        begin.countDown();

        assertThat(stage.toCompletableFuture().join()).isEqualTo("instead, inside");
        assertThat(Worker.BODIES).hasValue(3);
        assertThat(store.isEmpty()).isTrue();
        assertFree();
    }

    @Test
    void aBusyLockIsThrownAtTheCallerOfAnAsynchronousMethod() {
        try (LockHandle held = occupy()) {
            assertThatThrownBy(() -> call(new CountDownLatch(0))).isInstanceOf(LockBusyException.class);
        }
        assertThat(Worker.BODIES).hasValue(0);
    }

    private CompletionStage<String> call(CountDownLatch begin) {
        try {
            return worker.all(begin, Thread.currentThread());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void faultToleranceThatIsMovedOutsideOfTheGuardFallsBackFromABusyLock() {
        container.close();
        System.setProperty("mp.fault.tolerance.interceptor.priority", "50");
        try {
            container = start();
            worker = container.select(Worker.class).get();
            try (LockHandle held = occupy()) {
                assertThat(worker.fallenBack()).startsWith("instead");
            }
            assertThat(Worker.BODIES).hasValue(0);
        } finally {
            System.clearProperty("mp.fault.tolerance.interceptor.priority");
        }
    }

    @Test
    void aRealMicroProfileConfigIsRead() {
        container.close();
        System.setProperty(Worker.class.getName() + "/plain/Guarded/name", "configured");
        try {
            assertThat(ConfigProvider.getConfig().getClass().getName()).startsWith("io.smallrye.config.");
            container = start();
            worker = container.select(Worker.class).get();
            try (LockHandle held = occupy()) {
                assertThat(worker.plain()).isEqualTo("ran");
            }
        } finally {
            System.clearProperty(Worker.class.getName() + "/plain/Guarded/name");
        }
    }
}
