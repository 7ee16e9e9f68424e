package io.guarded.threading;

import io.guarded.core.Interleavings;
import io.guarded.spi.ProviderContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The store in this JVM is a lock with a queue, in every interleaving of tries, waits that are cancelled, renewals and
 * releases, also by force: one hold at a time, waits served in their order, and when all have gone no slot is left. The end of
 * a lease is not among them, because the timer never runs.
 *
 * <p>Seen to catch: entering a slot without asking whether it has left the map.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public final class SlotLincheckTest {

    private static final int THREADS = 4;
    private static final Duration LONG = Duration.ofHours(1);

    private final ThreadingLockProvider provider = new ThreadingLockProvider(Interleavings::timerThatNeverRuns);

    /** The hold with the number of its thread, asked for and not given back. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private final CompletableFuture<Boolean>[] answers = new CompletableFuture[THREADS];

    public SlotLincheckTest() {
        provider.start(new Surroundings(Interleavings.timerThatNeverRuns()));
    }

    private record Surroundings(ScheduledExecutorService timer) implements ProviderContext {

        @Override
        public Optional<String> config(String property) {
            return Optional.empty();
        }

        @Override
        public <T> Optional<T> bean(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public Duration storeTimeout() {
            return LONG;
        }
    }

    @Operation
    public boolean tryOnce(@Param(name = "thread") int thread) {
        if (answers[thread] != null) {
            return false;
        }
        CompletableFuture<Boolean> answer = provider.acquireNow("n", thread) == null
                ? provider.acquire("n", thread, Duration.ZERO, null)
                : CompletableFuture.completedFuture(true);
        boolean isMine = answer.join();
        answers[thread] = isMine ? answer : null;
        return isMine;
    }

    @Operation
    public boolean startWait(@Param(name = "thread") int thread) {
        boolean isFirst = answers[thread] == null;
        if (isFirst) {
            answers[thread] = provider.acquire("n", thread, LONG, null);
        }
        return isFirst;
    }

    @Operation
    public boolean cancelWait(@Param(name = "thread") int thread) {
        boolean isCancelled = answers[thread] != null && answers[thread].cancel(false);
        if (isCancelled) {
            answers[thread] = null;
        }
        return isCancelled;
    }

    /** True if it was still held. */
    @Operation
    public boolean release(@Param(name = "thread") int thread) {
        boolean isToBeReleased = answers[thread] != null && answers[thread].isDone();
        if (!isToBeReleased) {
            return false;
        }
        answers[thread] = null;
        Boolean now = provider.releaseNow("n", thread);
        return now == null ? provider.release("n", thread).join() : now;
    }

    @Operation
    public boolean forceRelease(@Param(name = "thread") int thread) {
        return provider.forceRelease("n", provider.id(thread)).join();
    }

    @Operation
    public boolean forceReleaseOther(@Param(name = "thread") int thread) {
        return forceRelease(other(thread));
    }

    private static int other(int thread) {
        return thread % 2 + 1;
    }

    @Operation
    public boolean renew(@Param(name = "thread") int thread) {
        return provider.renew("n", thread, LONG).join();
    }

    @Operation
    public boolean isHeld() {
        return provider.isHeld("n").join();
    }

    @Validate
    public void noSlotIsLeftWhenAllHaveGone() {
        for (int thread = 0; thread < THREADS; thread++) {
            cancelWait(thread);
        }
        for (int thread = 0; thread < THREADS; thread++) {
            release(thread);
        }
        if (!provider.isEmpty()) {
            throw new AssertionError("a slot is left");
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void slotIsALockWithAQueue() {
        Interleavings.scenarios(8, 200)
                .actorsPerThread(3)
                .sequentialSpecification(Sequential.class)
                .check(SlotLincheckTest.class);
    }

    /** What a lock with a queue is. */
    public static final class Sequential {

        private final boolean[] isHere = new boolean[THREADS];
        private final Deque<Integer> queue = new ArrayDeque<>();
        private int holder = -1;

        public boolean tryOnce(int thread) {
            return holder == -1 && startWait(thread);
        }

        public boolean startWait(int thread) {
            if (isHere[thread]) {
                return false;
            }
            isHere[thread] = true;
            queue.add(thread);
            if (holder == -1) {
                pass();
            }
            return true;
        }

        private void pass() {
            holder = queue.isEmpty() ? -1 : queue.remove();
        }

        public boolean cancelWait(int thread) {
            boolean isCancelled = queue.remove(thread);
            isHere[thread] &= !isCancelled;
            return isCancelled;
        }

        public boolean release(int thread) {
            if (!isHere[thread] || queue.contains(thread)) {
                return false;
            }
            isHere[thread] = false;
            return forceRelease(thread);
        }

        public boolean forceRelease(int thread) {
            if (holder != thread) {
                return false;
            }
            pass();
            return true;
        }

        public boolean forceReleaseOther(int thread) {
            return forceRelease(other(thread));
        }

        public boolean renew(int thread) {
            return holder == thread;
        }

        public boolean isHeld() {
            return holder != -1;
        }
    }
}
