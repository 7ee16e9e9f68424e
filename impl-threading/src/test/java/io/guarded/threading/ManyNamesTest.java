package io.guarded.threading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.core.Actors;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The registry does not grow with the number of names that were used. */
final class ManyNamesTest {

    private static final int NAMES = Integer.getInteger("guarded.test.names", 1_000_000);
    private static final int THREADS = 8;
    private static final long MOST_BYTES = 16 << 20;

    private final ThreadingLockProvider provider = new ThreadingLockProvider();
    private final CloseableLockManager manager = LockManagers.of(provider);

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void millionNamesLeaveNothing() throws Exception {
        long before = heapAfterCollection();

        try (Actors actors = new Actors()) {
            List<Actors.Actor<Integer>> workers = new ArrayList<>();
            for (int worker = 0; worker < THREADS; worker++) {
                int first = worker;
                workers.add(actors.start(() -> useNames(first)));
            }
            int used = 0;
            for (Actors.Actor<Integer> worker : workers) {
                used += worker.get();
            }
            assertThat(used).isEqualTo(NAMES);
        }

        assertThat(provider.isEmpty()).isTrue();
        // an unused instance is forgotten at the first use of the manager after the collector has found it
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            long growth = heapAfterCollection() - before;
            assertThat(manager.list()).isEmpty();
            assertThat(growth).isLessThan(MOST_BYTES);
        });
        manager.close();
    }

    private int useNames(int first) throws Exception {
        int used = 0;
        for (int i = first; i < NAMES; i += THREADS) {
            NamedLock lock = manager.getOrCreate(LockSpec.of("name:" + i));
            try (LockHandle held = lock.acquire(Duration.ZERO)) {
                held.ensureHeld();
                refuseAnother(lock, i % 3);
            }
            used++;
        }
        return used;
    }

    /** A third is only acquired, a third finds it busy, a third is cancelled while it waits. */
    private static void refuseAnother(NamedLock lock, int kind) throws Exception {
        if (kind == 0) {
            return;
        }
        CompletableFuture<LockHandle> second = lock.acquireAsync(kind == 1 ? Duration.ZERO : Duration.ofMinutes(5));
        if (kind == 1) {
            assertThat(second.handle((handle, busy) -> busy != null).get()).isTrue();
        } else {
            assertThat(second.cancel(false)).isTrue();
        }
    }

    private static long heapAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
