package io.guarded.cdi.skip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockInterruptedException;
import io.guarded.LockManager;
import io.guarded.LockUnavailableException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SkipTest {

    @ApplicationScoped
    @Guarded(name = "job", timeout = Guarded.IMMEDIATE, onBusy = OnBusy.SKIP)
    static class Job {
        static final AtomicInteger RUNS = new AtomicInteger();

        @Inject
        Busy busy;

        public void nothing() {
            RUNS.incrementAndGet();
        }

        public String text() {
            RUNS.incrementAndGet();
            return "ran";
        }

        public Integer boxed() {
            return RUNS.incrementAndGet();
        }

        public Optional<String> optional() {
            RUNS.incrementAndGet();
            return Optional.of("ran");
        }

        public OptionalInt optionalInt() {
            return OptionalInt.of(RUNS.incrementAndGet());
        }

        public OptionalLong optionalLong() {
            return OptionalLong.of(RUNS.incrementAndGet());
        }

        public OptionalDouble optionalDouble() {
            return OptionalDouble.of(RUNS.incrementAndGet());
        }

        public CompletionStage<String> stage() {
            RUNS.incrementAndGet();
            return CompletableFuture.completedFuture("ran");
        }

        public CompletableFuture<String> future() {
            RUNS.incrementAndGet();
            return CompletableFuture.completedFuture("ran");
        }

        public <T> T call(Callable<T> body) throws Exception {
            return body.call();
        }

        public void meetABusyOne() {
            busy.run();
        }
    }

    @ApplicationScoped
    static class Waiting {
        @Guarded(name = "job", onBusy = OnBusy.SKIP)
        public String waitForIt() {
            return "ran";
        }
    }

    @ApplicationScoped
    static class Busy {
        @Guarded(name = "other", timeout = Guarded.IMMEDIATE)
        public void run() {}
    }

    /** Fails on demand. */
    private static final class FailingStore extends MemoryProvider {
        volatile boolean isAway;

        @Override
        public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
            return isAway
                    ? CompletableFuture.failedFuture(new LockUnavailableException(key, "away", null))
                    : super.acquire(key, holdId, wait, lease);
        }
    }

    private final FailingStore store = new FailingStore();
    private WeldContainer container;
    private Job job;
    private LockManager manager;

    @BeforeEach
    void deploy() {
        Job.RUNS.set(0);
        Stores.use(store);
        container = Containers.start(Job.class, Busy.class, Waiting.class, Stores.class);
        job = container.select(Job.class).get();
        manager = container.select(LockManager.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    /** Takes the lock as another caller would: not re-entered by this thread. */
    private LockHandle occupy(String name) {
        return manager.getOrCreate(name).acquireAsync(Duration.ZERO).join();
    }

    @Test
    void aBusyCallGivesNothingInTheShapeOfItsReturnType() {
        try (LockHandle held = occupy("job")) {
            job.nothing();

            assertThat(job.text()).isNull();
            assertThat(job.boxed()).isNull();
            assertThat(job.optional()).isEmpty();
            assertThat(job.optionalInt()).isEmpty();
            assertThat(job.optionalLong()).isEmpty();
            assertThat(job.optionalDouble()).isEmpty();
            assertThat(job.stage()).isCompletedWithValue(null);
            assertThat(job.future()).isCompletedWithValue(null).isNotSameAs(job.future());
            assertThat(Job.RUNS).hasValue(0);
        }
    }

    @Test
    void aFreeCallRuns() {
        job.nothing();

        assertThat(job.text()).isEqualTo("ran");
        assertThat(job.optional()).contains("ran");
        assertThat(job.stage().toCompletableFuture().join()).isEqualTo("ran");
        assertThat(Job.RUNS).hasValue(4);
    }

    @Test
    void aBusyLockInsideTheBodyIsNotSkippedOver() {
        try (LockHandle held = occupy("other")) {
            assertThatThrownBy(job::meetABusyOne).isInstanceOf(LockBusyException.class);
        }
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aBodysOwnFailureComesThrough() {
        IllegalStateException own = new IllegalStateException("own");

        assertThatThrownBy(() -> job.call(() -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    @Test
    void aStoreThatIsAwayIsNotBusy() {
        store.isAway = true;

        assertThatThrownBy(job::text).isInstanceOf(LockUnavailableException.class);
        assertThat(Job.RUNS).hasValue(0);
    }

    @Test
    void anInterruptIsNotBusy() {
        Waiting waiting = container.select(Waiting.class).get();
        try (LockHandle held = occupy("job")) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(waiting::waitForIt).isInstanceOf(LockInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
