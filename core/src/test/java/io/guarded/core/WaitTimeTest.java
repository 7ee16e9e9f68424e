package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Which times are taken, and that none is too long to count with. */
final class WaitTimeTest {

    @Test
    void waitIsZeroOrMore() {
        assertThat(WaitTime.nanos(Duration.ZERO)).isZero();
        assertThat(WaitTime.nanos(Duration.ofSeconds(2))).isEqualTo(2_000_000_000);
        assertThat(WaitTime.nanos(ChronoUnit.FOREVER.getDuration())).isEqualTo(WaitTime.UNLIMITED);
        assertThatThrownBy(() -> WaitTime.nanos(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> WaitTime.nanos(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
    }

    @Test
    void leaseIsATenthOfASecondOrMore() {
        assertThat(WaitTime.leaseNanos(Duration.ofMillis(100))).isEqualTo(100_000_000);
        assertThat(WaitTime.leaseNanos(ChronoUnit.FOREVER.getDuration())).isEqualTo(WaitTime.UNLIMITED);
        assertThatThrownBy(() -> WaitTime.leaseNanos(Duration.ofMillis(99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 ms");
        assertThatThrownBy(() -> WaitTime.leaseNanos(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sumThatIsTooLongIsWithoutLimit() {
        assertThat(WaitTime.sum(2, 3)).isEqualTo(5);
        assertThat(WaitTime.sum(WaitTime.UNLIMITED - 3, 2)).isEqualTo(WaitTime.UNLIMITED - 1);
        assertThat(WaitTime.sum(WaitTime.UNLIMITED - 3, 4)).isEqualTo(WaitTime.UNLIMITED);
        assertThat(WaitTime.sum(4, WaitTime.UNLIMITED)).isEqualTo(WaitTime.UNLIMITED);
    }
}
