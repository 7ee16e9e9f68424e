package io.guarded.core;

import io.guarded.LockListener;
import io.guarded.LockListener.Fact;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes facts down without a wait, and has one task at a time tell them in that order. A server's executor is not cheap, and
 * so one task tells many that have come meanwhile; but not all there may ever be, because its thread is wanted by others.
 */
final class Chronicle {

    /** Beyond that facts are left out: a listener that hangs must not fill the memory. */
    static final int MOST = 100_000;

    /** How many one task tells. */
    static final int BATCH = 1_000;

    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Fact> facts = new ConcurrentLinkedQueue<>();

    /** Those that wait and the one that is being told. Whoever makes it 1 starts a task, whoever makes it 0 was the last. */
    private final AtomicInteger size = new AtomicInteger();

    private final AtomicBoolean isFull = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Predicate<Runnable> executor;
    private final Predicate<Runnable> later;
    private volatile boolean isClosed;
    private volatile boolean isOver;

    /** Who is telling, null if nobody is. */
    private volatile @Nullable Thread teller;

    /**
     * Begins to listen for others.
     *
     * @param tryExecute says whether it took the task
     * @param tryLater says whether it will run the task after a pause
     */
    Chronicle(List<LockListener> listeners, Predicate<Runnable> tryExecute, Predicate<Runnable> tryLater) {
        executor = tryExecute;
        later = tryLater;
        add(listeners);
    }

    /** They are told from the next fact on. */
    void add(List<LockListener> more) {
        ears.addAll(more.stream().map(Ear::new).toList());
    }

    void add(Fact fact) {
        if (isClosed) {
            return;
        }
        if (size.get() >= MOST) {
            if (isFull.compareAndSet(false, true)) {
                Journal.write(
                        Level.WARNING, () -> "lock listeners are slower than the locks; they are not told everything");
            }
            return;
        }
        facts.add(fact);
        if (size.getAndIncrement() == 0) {
            start();
        }
    }

    /** An executor may run a task and fail all the same; one that is full is asked again. */
    private void start() {
        AtomicBoolean isBegun = new AtomicBoolean();
        boolean isTaken = executor.test(() -> {
            if (isBegun.compareAndSet(false, true)) {
                tellSome();
            }
        });
        if (!isTaken && isBegun.compareAndSet(false, true) && (isClosed || !later.test(this::start))) {
            forgetAll();
        }
    }

    private void tellSome() {
        teller = Thread.currentThread();
        boolean isMore = true;
        for (int told = 0; isMore && told < BATCH; told++) {
            Fact fact = facts.poll();
            if (fact != null && !isOver) {
                ears.forEach(ear -> ear.tell(fact));
            }
            isMore = size.decrementAndGet() > 0;
        }
        teller = null;
        if (isMore) {
            start();
        } else {
            ended();
        }
    }

    /** Nothing can be told any more: the application ends. */
    private void forgetAll() {
        do {
            facts.poll();
        } while (size.decrementAndGet() > 0);
        ended();
    }

    private void ended() {
        isFull.set(false);
        if (isClosed) {
            end.countDown();
        }
    }

    /**
     * Takes nothing more down, and waits until the rest is told, but not for long: a listener must not outlive its
     * application, nor keep it from ending.
     */
    void close(Duration patience) {
        isClosed = true;
        if (size.get() > 0 && teller != Thread.currentThread()) {
            try {
                var unused = end.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
        isOver = true;
    }

    /** Is one listener, which may throw what it likes. */
    private static final class Ear {

        private final LockListener listener;
        private final AtomicBoolean hasFailed = new AtomicBoolean();

        Ear(LockListener listener) {
            this.listener = listener;
        }

        void tell(Fact fact) {
            try {
                listener.happened(fact);
            } catch (RuntimeException | Error failure) {
                Level level = hasFailed.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
                Journal.write(
                        level, () -> "the lock listener " + listener.getClass().getName() + " failed", failure);
            }
        }
    }
}
