package io.guarded.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GoalTest {

    @Test
    void whatAllRoundsReachIsReached() {
        assertThat(Goal.atMost(2, "a", "x", Spread.of(1, 2, 2)).reached()).isEqualTo("yes");
        assertThat(Goal.atLeast(2, "a", "x", Spread.of(3, 2, 2)).reached()).isEqualTo("yes");
    }

    @Test
    void whatNoRoundReachesIsNot() {
        assertThat(Goal.atMost(2, "a", "x", Spread.of(3, 4)).reached()).isEqualTo("**no**");
    }

    @Test
    void theMedianDecidesAndRoundsThatDisagreeAreTold() {
        assertThat(Goal.atMost(2, "a", "x", Spread.of(1, 2, 9)).reached()).isEqualTo("yes, in 2 of 3 rounds");
        assertThat(Goal.atLeast(2, "a", "x", Spread.of(1, 1, 9)).reached()).isEqualTo("**no**, in 1 of 3 rounds");
    }
}
