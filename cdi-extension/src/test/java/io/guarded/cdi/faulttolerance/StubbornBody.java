package io.guarded.cdi.faulttolerance;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Goes on when it is interrupted, until it is told to end. Counts how many threads are inside. */
public final class StubbornBody {

    final CountDownLatch end = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final AtomicInteger running = new AtomicInteger();

    String run() {
        running.incrementAndGet();
        try {
            while (true) {
                try {
                    end.await();
                    return "ran";
                } catch (InterruptedException ignored) {
                    interrupted.countDown();
                }
            }
        } finally {
            running.decrementAndGet();
        }
    }
}
