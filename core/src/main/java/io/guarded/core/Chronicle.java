package io.guarded.core;

import io.guarded.LockListener;
import io.guarded.LockListener.Fact;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Takes facts down without a wait, and has one task at a time tell them in that order. A server's executor is not cheap, and
 * so one task tells all that have come meanwhile.
 */
final class Chronicle {

    /** Beyond that facts are left out: a listener that hangs must not fill the memory. */
    static final int MOST = 100_000;

    private static final Logger LOG = System.getLogger(Chronicle.class.getPackageName());

    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Fact> facts = new ConcurrentLinkedQueue<>();

    /** Those that wait and the one that is being told. Whoever makes it 1 starts a task, whoever makes it 0 was the last. */
    private final AtomicInteger size = new AtomicInteger();

    private final AtomicBoolean isFull = new AtomicBoolean();
    private volatile Predicate<Runnable> executor;

    /** @param tryExecute says whether it took the task */
    Chronicle(List<LockListener> listeners, Predicate<Runnable> tryExecute) {
        executor = tryExecute;
        add(listeners);
    }

    /** They are told from the next fact on. */
    void add(List<LockListener> more) {
        ears.addAll(more.stream().map(Ear::new).toList());
    }

    void tellOn(Predicate<Runnable> tryExecute) {
        executor = tryExecute;
    }

    void add(Fact fact) {
        if (size.get() >= MOST) {
            if (isFull.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "lock listeners are slower than the locks; they are not told everything");
            }
            return;
        }
        facts.add(fact);
        if (size.getAndIncrement() == 0) {
            start();
        }
    }

    /** An executor may run a task and fail all the same. */
    private void start() {
        AtomicBoolean isBegun = new AtomicBoolean();
        boolean isTaken = executor.test(() -> {
            if (isBegun.compareAndSet(false, true)) {
                tellAll();
            }
        });
        if (!isTaken && isBegun.compareAndSet(false, true)) {
            forgetAll();
        }
    }

    private void tellAll() {
        do {
            Fact fact = facts.poll();
            if (fact != null) {
                ears.forEach(ear -> ear.tell(fact));
            }
        } while (size.decrementAndGet() > 0);
        isFull.set(false);
    }

    /** Nothing can be told any more: the application ends. */
    private void forgetAll() {
        do {
            facts.poll();
        } while (size.decrementAndGet() > 0);
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
                LOG.log(level, "the lock listener " + listener.getClass().getName() + " failed", failure);
            }
        }
    }
}
