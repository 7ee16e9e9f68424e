package io.guarded.core;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Is a timer thread of a manager, started when it is first needed. A daemon without a context class loader, so that
 * it keeps no application alive.
 *
 * <p>Nearly all that is planned here is for an answer that does not come, and is cancelled when it comes. The executor wakes its
 * thread for each task that is due before all others, and so for each of those. Therefore it beats while much is planned: a task
 * that is due later than the next beat is only put into the queue.
 */
final class Timer extends ScheduledThreadPoolExecutor {

    private static final long BEAT_MILLIS = 500;

    /** Tasks from one beat to the next that are worth a wake-up. */
    private static final int MANY = 64;

    private final AtomicInteger planned = new AtomicInteger();

    private final AtomicBoolean isBeating = new AtomicBoolean();

    Timer() {
        this("guarded-timer");
    }

    /** @param name of the thread */
    Timer(String name) {
        // after the end nobody is left who could be told
        super(1, work -> thread(name, work), new DiscardPolicy());
        // a wait that ended in time must not stay in the queue until its time is over
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (planned.incrementAndGet() >= MANY && !isBeating.get() && isBeating.compareAndSet(false, true)) {
            beatLater();
        }
        return super.schedule(task, delay, unit);
    }

    private void beat() {
        if (planned.getAndSet(0) >= MANY) {
            beatLater();
        } else {
            isBeating.set(false);
        }
    }

    private void beatLater() {
        var unused = super.schedule(this::beat, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
