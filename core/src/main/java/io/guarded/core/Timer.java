package io.guarded.core;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Is a timer thread of a manager, started when it is first needed. A daemon without a context class loader, so that
 * it keeps no application alive.
 */
final class Timer extends ScheduledThreadPoolExecutor {

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

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
