package io.guarded.it.app;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds those who come until the test opens it for one. */
public final class Gate {

    /** Longer than any test; a test that failed must not hold the server for ever. */
    private static final long PATIENCE_SECONDS = 150;

    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore permits = new Semaphore(0);

    /** Waits until the test lets one through. */
    public void pass() {
        waiting.incrementAndGet();
        try {
            if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test never opened the gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Says how many wait. */
    public int waiting() {
        return waiting.get();
    }

    /** Lets one through. */
    public void open() {
        permits.release();
    }
}
