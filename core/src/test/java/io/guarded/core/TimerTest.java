package io.guarded.core;

import static java.util.concurrent.TimeUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is planned and cancelled in time costs no wake-up of the thread. */
final class TimerTest {

    private static final int TASKS = 20_000;

    private final Timer timer = new Timer("guarded-timer-of-a-test");

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void whatIsCancelledInTimeDoesNotWakeIt() throws InterruptedException {
        start();
        long before = waits();

        for (int i = 0; i < TASKS; i++) {
            timer.schedule(() -> {}, 1, HOURS).cancel(false);
        }

        assertThat(waits() - before).isLessThan(TASKS / 20);
    }

    @Test
    void itRestsWhenNothingIsPlanned() {
        // a machine that stands still may let it rest in between
        await().until(() -> {
            for (int i = 0; i < 100; i++) {
                timer.schedule(() -> {}, 1, HOURS).cancel(false);
            }
            return !timer.getQueue().isEmpty();
        });

        await().until(() -> timer.getQueue().isEmpty());
    }

    private void start() throws InterruptedException {
        CountDownLatch isStarted = new CountDownLatch(1);
        timer.execute(isStarted::countDown);
        isStarted.await();
    }

    /** How often its thread has waited. */
    private static long waits() {
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().dumpAllThreads(false, false)) {
            if (info.getThreadName().equals("guarded-timer-of-a-test")) {
                return info.getWaitedCount();
            }
        }
        throw new AssertionError("it has no thread");
    }
}
