package io.guarded.redis.faults;

import io.guarded.NamedLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Acquires and releases one lock as fast as it can. */
final class Hammer {

    private Hammer() {}

    /** How often some threads have acquired and released within the time. */
    static long pairs(NamedLock lock, int threads, Duration time) throws InterruptedException {
        AtomicLong pairs = new AtomicLong();
        long start = System.nanoTime();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                while (System.nanoTime() - start < time.toNanos()) {
                    lock.acquire().close();
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
