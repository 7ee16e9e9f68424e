package io.guarded.core;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Is the one timer thread of a manager, started when it is first needed. A daemon without a context class loader, so that
 * it keeps no application alive.
 */
final class Timer extends ScheduledThreadPoolExecutor {

    Timer() {
        // after the end nobody is left who could be told
        super(1, Timer::thread, new DiscardPolicy());
        // a wait that ended in time must not stay in the queue until its time is over
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "guarded-timer", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
