package io.guarded.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {

    @Test
    void medianOfOddNumberIsTheOneInTheMiddle() {
        assertThat(Spread.of(9, 1, 2)).isEqualTo(new Spread(2, 1, 9, List.of(1.0, 2.0, 9.0)));
    }

    @Test
    void medianOfEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(4, 1, 3, 9)).isEqualTo(new Spread(3.5, 1, 9, List.of(1.0, 3.0, 4.0, 9.0)));
    }

    @Test
    void figuresKeepTheDigitsThatCount() {
        assertThat(new Spread(1.234, 0.0456, 12_345, List.of())).hasToString("1.23 (0.046 to 12,345)");
    }
}
