package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockListener;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitTimesTest {

    private static final LockListener.Lock LOCK = new LockListener.Lock("n", "threading", Optional.empty());

    @Test
    void eachWaitIsInTheFirstBucketThatIsLongEnough() {
        WaitTimes waits = new WaitTimes();
        waits.happened(new LockListener.Acquired(LOCK, Duration.ZERO, false));
        waits.happened(new LockListener.Acquired(LOCK, Duration.ofMillis(1), true));
        waits.happened(new LockListener.Acquired(LOCK, Duration.ofMillis(1).plusNanos(1), false));
        waits.happened(new LockListener.Busy(LOCK, Duration.ofSeconds(60)));
        waits.happened(new LockListener.Busy(LOCK, Duration.ofDays(1)));
        waits.happened(new LockListener.Released(LOCK, Duration.ofMillis(50)));
        waits.happened(new LockListener.Lost(LOCK, Duration.ofMillis(50), "gone"));

        assertThat(waits.buckets()).extracting(WaitTimes.Bucket::count).containsExactly(2L, 1L, 0L, 0L, 0L, 1L, 1L);
        assertThat(waits.buckets().get(5).upToMillis()).hasValue(60_000);
        assertThat(waits.buckets().get(6).upToMillis()).isEmpty();
    }
}
