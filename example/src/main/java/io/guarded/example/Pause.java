package io.guarded.example;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Stands for work that takes its time, so that a person can see who waits for whom. */
public final class Pause {

    private Pause() {}

    /**
     * Returns when that time has passed, or the thread is interrupted, which it stays.
     *
     * @param time how long the work takes
     */
    public static void of(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }
}
