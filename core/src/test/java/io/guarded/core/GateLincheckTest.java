package io.guarded.core;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A gate is a lock, in every interleaving of tries, closes and asynchronous waits that are cancelled: at most one has it,
 * threads enter again, waits are served in their order, and when all have gone nothing is left of them.
 *
 * <p>Seen to catch: deciding about a release without the gate's monitor.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public final class GateLincheckTest {

    private static final int THREADS = 4;

    /** One try: over by any clock, because Lincheck's clock stands in methods and goes on in constructors. */
    private static final long OVER = Long.MIN_VALUE / 2;

    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));

    private final CountingStore store = new CountingStore(Scope.JVM, true);
    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Definition definition =
            new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);
    private final StoreLock lock = new StoreLock(gates, definition);
    private final List<Deque<LockHandle>> held = new ArrayList<>();
    private final List<CompletableFuture<LockHandle>> waits = new ArrayList<>();

    public GateLincheckTest() {
        for (int thread = 0; thread < THREADS; thread++) {
            held.add(new ArrayDeque<>());
            waits.add(null);
        }
    }

    @Operation
    public boolean tryAcquire(@Param(name = "thread") int thread) {
        try {
            held.get(thread).push(lock.acquire(OVER));
            return true;
        } catch (LockBusyException busy) {
            return false;
        }
    }

    @Operation
    public boolean close(@Param(name = "thread") int thread) {
        LockHandle handle = held.get(thread).poll();
        if (handle != null) {
            handle.close();
        }
        return handle != null;
    }

    @Operation
    public boolean startWait(@Param(name = "thread") int thread) {
        boolean isFirst = waits.get(thread) == null;
        if (isFirst) {
            waits.set(thread, AsyncWait.start(gates, definition, WaitTime.UNLIMITED));
        }
        return isFirst;
    }

    @Operation
    public boolean cancelWait(@Param(name = "thread") int thread) {
        CompletableFuture<LockHandle> wait = waits.get(thread);
        boolean isCancelled = wait != null && wait.cancel(false);
        if (isCancelled) {
            waits.set(thread, null);
        }
        return isCancelled;
    }

    @Operation
    public boolean endHoldOfWait(@Param(name = "thread") int thread) {
        CompletableFuture<LockHandle> wait = waits.get(thread);
        boolean isHeld = wait != null && wait.isDone();
        if (isHeld) {
            waits.set(thread, null);
            wait.join().close();
        }
        return isHeld;
    }

    @Validate
    public void nothingIsLeftWhenAllHaveGone() {
        for (int thread = 0; thread < THREADS; thread++) {
            cancelWait(thread);
            endHoldOfWait(thread);
            held.get(thread).forEach(LockHandle::close);
        }
        if (!gates.all().isEmpty() || !store.isFree()) {
            throw new AssertionError("left: " + gates.all() + ", free in the store: " + store.isFree());
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void gateIsALock() {
        Interleavings.scenarios(8, 120)
                .actorsPerThread(3)
                .sequentialSpecification(Sequential.class)
                .check(GateLincheckTest.class);
    }

    /** What a lock is. */
    public static final class Sequential {

        private static final int OF_A_WAIT = 100;

        private final boolean[] isWaiting = new boolean[THREADS];
        private final Deque<Integer> queue = new ArrayDeque<>();
        private int holder = -1;
        private int count;

        public boolean tryAcquire(int thread) {
            if (holder != -1 && holder != thread) {
                return false;
            }
            holder = thread;
            count++;
            return true;
        }

        public boolean close(int thread) {
            if (holder != thread) {
                return false;
            }
            count--;
            if (count == 0) {
                pass();
            }
            return true;
        }

        private void pass() {
            holder = queue.isEmpty() ? -1 : queue.remove();
        }

        public boolean startWait(int thread) {
            if (isWaiting[thread]) {
                return false;
            }
            isWaiting[thread] = true;
            queue.add(OF_A_WAIT + thread);
            if (holder == -1) {
                pass();
            }
            return true;
        }

        public boolean cancelWait(int thread) {
            boolean isCancelled = queue.remove(OF_A_WAIT + thread);
            isWaiting[thread] &= !isCancelled;
            return isCancelled;
        }

        public boolean endHoldOfWait(int thread) {
            if (holder != OF_A_WAIT + thread) {
                return false;
            }
            isWaiting[thread] = false;
            pass();
            return true;
        }
    }
}
