package io.guarded.cdi.observe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Plays what the tests of metrics count: 3 got, of which 1 after a wait and 1 lost; 1 refused, 1 skipped. */
final class Scenario {

    private Scenario() {}

    /** Plays it; one task runs the wait, the other while one holds and one waits. */
    static void play(Busy bean, Runnable around, Runnable meanwhile) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<Void> holding = CompletableFuture.runAsync(() -> hold(bean, inside, end), threads);
            if (!inside.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the lock was not got");
            }
            assertThatThrownBy(() -> bean.refused("1")).isInstanceOf(LockBusyException.class);
            bean.skipped("1");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(around, threads);
            meanwhile.run();
            end.countDown();
            holding.get(30, TimeUnit.SECONDS);
            waiting.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        bean.lose();
    }

    private static void hold(Busy bean, CountDownLatch inside, CountDownLatch end) {
        try {
            bean.during("1", inside, end);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
