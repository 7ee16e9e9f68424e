package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    private static final int RACES = 2_000;

    @Test
    void theBodyIsInterruptedAndWhatComesAfterItIsNot() {
        Interruption interruption = Interruption.ofThisThread();
        interruption.deliver();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();

        assertThat(interruption.end()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void nothingIsDeliveredAfterTheEnd() {
        Interruption interruption = Interruption.ofThisThread();
        assertThat(interruption.end()).isFalse();

        interruption.deliver();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatOthersHaveDeliveredStays() {
        Interruption interruption = Interruption.ofThisThread();
        Thread.currentThread().interrupt();

        assertThat(interruption.end()).isFalse();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void deliveryThatMeetsTheEndLeavesNothingBehind() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        for (int i = 0; i < RACES; i++) {
            Interruption raced = Interruption.ofThisThread();
            FutureTask<Void> delivery = new FutureTask<>(() -> {
                start.await();
                raced.deliver();
                return null;
            });
            Thread other = new Thread(delivery);
            other.start();
            start.await();
            raced.end();
            delivery.get(30, TimeUnit.SECONDS);
            assertThat(Thread.interrupted()).as("race %d", i).isFalse();
        }
    }
}
