package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockBusyException;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever's wait is over is refused, whoever came or left before it; nobody else is. */
final class WaitQueueTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Rules rules = new Rules(Settings.read(property -> Optional.empty()));
    private final WaitQueue queue = new WaitQueue(rules);
    private final Definition definition = new Definition(
            "n", "n", Store.of(new CountingStore(Scope.JVM)), null, true, Duration.ofHours(1), Duration.ZERO, false);
    private final long now = System.nanoTime();

    private Waiter waiting(long nanos) {
        Waiter waiter = Waiter.calling(definition, nanos, () -> {});
        assertThat(queue.add(waiter)).isTrue();
        return waiter;
    }

    /** Gives those who stay. */
    private void refuse(long later) {
        queue.refuseThoseOver(now + later, waiter -> new LockBusyException("n", Duration.ZERO, null), new Step());
    }

    @Test
    void thoseAreRefusedWhoseTimeIsOver() {
        Waiter first = waiting(4 * HOUR);
        Waiter second = waiting(HOUR);
        Waiter third = waiting(6 * HOUR);
        Waiter fourth = waiting(2 * HOUR);

        refuse(HOUR - 1);
        assertThat(queue.all()).containsExactly(first, second, third, fourth);
        refuse(3 * HOUR);
        assertThat(queue.all()).containsExactly(first, third);
        refuse(5 * HOUR);
        assertThat(queue.all()).containsExactly(third);
        refuse(7 * HOUR);
        assertThat(queue.all()).isEmpty();
    }

    @Test
    void whoLeavesHidesNobody() {
        Waiter first = waiting(HOUR);
        waiting(2 * HOUR);
        queue.remove(first);

        refuse(3 * HOUR);

        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whoComesToAnEmptyQueueCountsAlone() {
        refuse(9 * HOUR);
        queue.remove(waiting(HOUR));
        Waiter patient = waiting(8 * HOUR);

        refuse(3 * HOUR);
        assertThat(queue.all()).containsExactly(patient);
        refuse(9 * HOUR);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whoWaitsForEverHidesNobody() {
        Waiter patient = waiting(WaitTime.UNLIMITED);
        waiting(Long.MAX_VALUE - 1);
        waiting(0);

        refuse(HOUR);
        assertThat(queue.size()).isEqualTo(2);
        waiting(2 * HOUR);
        refuse(3 * HOUR);

        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.first()).isSameAs(patient);
    }
}
