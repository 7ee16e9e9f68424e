package io.guarded.redis.faults;

import io.guarded.LockHandle;
import io.guarded.NamedLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Acquires and releases one lock as often as it can. */
final class Hammer {

    private Hammer() {}

    /** How often some threads have acquired and released within the time, each time holding for a body's time. */
    static long pairs(NamedLock lock, int threads, Duration time, Duration body) throws InterruptedException {
        AtomicLong pairs = new AtomicLong();
        long start = System.nanoTime();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                while (System.nanoTime() - start < time.toNanos()) {
                    try (LockHandle held = lock.acquire()) {
                        LockSupport.parkNanos(body.toNanos());
                        held.ensureHeld();
                    }
                    pairs.incrementAndGet();
                }
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        return pairs.get();
    }
}
