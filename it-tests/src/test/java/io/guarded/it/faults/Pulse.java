package io.guarded.it.faults;

import io.guarded.it.faults.Event.Kind;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Tells when a process did not come to its turn in time: then an answer that is late says nothing of Redis. */
final class Pulse {

    private static final Duration BEAT = Duration.ofMillis(10);
    private static final Duration LATE = Duration.ofMillis(50);

    private Pulse() {}

    /** Goes on as long as the process. */
    static void start(int worker) {
        Thread thread = new Thread(() -> beat(worker), "pulse");
        thread.setDaemon(true);
        thread.start();
    }

    private static void beat(int worker) {
        long before = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(BEAT.toNanos());
            long now = System.nanoTime();
            long late = now - before - BEAT.toNanos();
            if (late > LATE.toNanos()) {
                WorkerMain.print(new Event(now, Kind.LATE, "-", worker, "-", late).line());
            }
            before = now;
        }
    }
}
