package io.guarded.threading;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends leases and waits in the store. A provider has one of its own, because it may outlive each of the managers that share
 * it. Its thread is there only while something has an end: a renewed hold of one manager has none.
 */
final class LeaseTimer extends ScheduledThreadPoolExecutor {

    private static final long IDLE_SECONDS = 5;

    LeaseTimer() {
        // after the end nobody is left who could be told
        super(1, LeaseTimer::thread, new DiscardPolicy());
        setRemoveOnCancelPolicy(true);
        setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "guarded-threading", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
