package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockLostException;
import io.guarded.LockManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread of a pool is inside of no guard between two calls, and enters no lock that is not its own. Row 45. */
class CurrentGuardTest {

    private static final int THREADS = 4;
    private static final int CALLS = 1_000;

    /** How a call can end. */
    public enum End {
        RESULT,
        EXCEPTION,
        ERROR,
        NESTED,
        BUSY,
        LOSS,
        STAGE
    }

    private static final List<End> ENDS =
            Stream.of(End.values()).filter(end -> end != End.LOSS).toList();

    @ApplicationScoped
    static class Worker {
        @Inject
        LockHandle handle;

        @Inject
        Worker self;

        @Guarded(name = "own:{n}")
        public void run(int n, End end) {
            assertThat(handle.lockName()).isEqualTo("own:" + n);
            switch (end) {
                case EXCEPTION -> throw new IllegalStateException("own");
                case ERROR -> throw new StackOverflowError("own");
                case NESTED -> {
                    self.run(n, End.RESULT);
                    self.run(n + CALLS * THREADS, End.RESULT);
                    assertThat(handle.lockName()).isEqualTo("own:" + n);
                }
                default -> {}
            }
        }

        @Guarded(name = "lost:{n}", lease = 100, unit = TimeUnit.MILLISECONDS)
        public void lose(int n) throws InterruptedException {
            CountDownLatch lost = new CountDownLatch(1);
            handle.onLost(lost::countDown);
            lost.await();
        }

        @Guarded(name = "stage:{n}")
        public CompletableFuture<Void> stage(int n, CompletableFuture<Void> work) {
            return work;
        }

        @Guarded(name = "stage:{n}", timeout = 0)
        public void enterStage(int n) {}

        @Guarded(name = "busy", timeout = 0)
        public void busy() {}
    }

    private final WeldContainer container = Containers.start(Worker.class);
    private final Worker worker = container.select(Worker.class).get();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void end() {
        threads.shutdownNow();
        container.close();
    }

    @Test
    void nothingStaysOnAThreadOfAPoolHoweverItsCallsEnd() throws Exception {
        LockManager manager = container.select(LockManager.class).get();
        LockHandle taken =
                manager.getOrCreate("busy").acquireAsync(Duration.ZERO).get();
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS * CALLS; i++) {
            int n = i;
            // a loss lasts as long as its lease, so there are few
            End end = i % 100 == 99 ? End.LOSS : ENDS.get(i % ENDS.size());
            calls.add(threads.submit(() -> {
                call(n, end);
                assertThatThrownBy(CurrentGuard::hold).as("after " + end).isInstanceOf(IllegalStateException.class);
            }));
        }

        for (Future<?> call : calls) {
            call.get();
        }

        taken.close();
        assertThat(manager.locks()).isEmpty();
    }

    private void call(int n, End end) {
        switch (end) {
            case RESULT, NESTED -> worker.run(n, end);
            case EXCEPTION, ERROR ->
                assertThatThrownBy(() -> worker.run(n, end)).hasMessage("own");
            case BUSY -> assertThatThrownBy(worker::busy).isInstanceOf(LockBusyException.class);
            case LOSS -> assertThatThrownBy(() -> worker.lose(n)).isInstanceOf(LockLostException.class);
            case STAGE -> {
                CompletableFuture<Void> work = new CompletableFuture<>();
                CompletableFuture<Void> caller = worker.stage(n, work);
                assertThatThrownBy(() -> worker.enterStage(n))
                        .as("a lock that a stage of this thread holds")
                        .isInstanceOf(LockBusyException.class);
                work.complete(null);
                caller.join();
            }
        }
    }
}
