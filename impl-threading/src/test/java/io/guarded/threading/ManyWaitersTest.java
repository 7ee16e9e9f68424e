package io.guarded.threading;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockHandle;
import io.guarded.LockInfo;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand that wait for one lock cost no threads. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ManyWaitersTest {

    private static final int WAITERS = 10_000;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ThreadingLockProvider provider = new ThreadingLockProvider();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(provider))
            .executor(callbacks)
            .build();
    private final NamedLock lock = manager.getOrCreate("n");

    @AfterEach
    void end() {
        manager.close();
        callbacks.shutdownNow();
    }

    @Test
    void asynchronousWaitersNeedNoThreadsAndAreServedInOrder() {
        LockHandle first = lock.acquire();
        int before = threads.getThreadCount();
        threads.resetPeakThreadCount();
        ConcurrentLinkedQueue<Integer> served = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();

        for (int i = 0; i < WAITERS; i++) {
            int number = i;
            ends.add(lock.acquireAsync(LONG).thenAccept(handle -> {
                served.add(number);
                handle.close();
            }));
        }
        assertThat(waiting()).isEqualTo(WAITERS);
        first.close();
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();

        assertThat(threads.getPeakThreadCount() - before).isLessThan(10);
        assertThat(served)
                .containsExactlyElementsOf(IntStream.range(0, WAITERS).boxed().toList());
        assertThat(manager.locks()).isEmpty();
        assertThat(provider.isEmpty()).isTrue();
    }

    @Test
    void virtualThreadsWaitWithoutThreadsOfThePlatform() throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21 or later");
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        LockHandle first = lock.acquire();
        int before = threads.getThreadCount();
        threads.resetPeakThreadCount();
        List<Integer> served = new ArrayList<>();
        List<Future<?>> ends = new ArrayList<>();

        for (int i = 0; i < WAITERS; i++) {
            int number = i;
            ends.add(virtual.submit(() -> lock.run(LONG, () -> served.add(number))));
            // one after another, so that the order of the queue is known
            while (waiting() < ends.size()) {
                Thread.onSpinWait();
            }
        }
        first.close();
        for (Future<?> end : ends) {
            end.get();
        }
        virtual.shutdown();

        // nobody came after they had queued, so nobody overtook them
        assertThat(served)
                .containsExactlyElementsOf(IntStream.range(0, WAITERS).boxed().toList());
        assertThat(threads.getPeakThreadCount() - before).isLessThan(20);
        assertThat(manager.locks()).isEmpty();
        assertThat(provider.isEmpty()).isTrue();
    }

    private int waiting() {
        return manager.locks().stream().mapToInt(LockInfo::waiters).sum();
    }
}
