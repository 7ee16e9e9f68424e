package io.guarded.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RoundsTest {

    /** Some seed by which the first of two is not the same one in both rounds. */
    private static final long SEED = 2;

    private final Rounds two = new Rounds(Duration.ofMillis(1), 2, 1, new Random(SEED));

    @Test
    void everyoneHasOneTurnInEachRoundAndTheOrderIsDrawn() throws Exception {
        List<String> turns = Collections.synchronizedList(new ArrayList<>());

        Measured measured = two.run(List.of(noted("a", turns), noted("b", turns)));

        assertThat(turns.subList(0, 2)).as("to warm up").containsExactly("a", "b");
        assertThat(turns.subList(2, 4)).containsExactlyInAnyOrder("a", "b");
        assertThat(turns.subList(4, 6)).containsExactlyInAnyOrder("a", "b");
        assertThat(turns.get(2))
                .as("first in the first round, and in the second")
                .isNotEqualTo(turns.get(4));
        assertThat(measured.rounds()).isEqualTo(2);
    }

    /** What two at once come to: both count to the same number, so one of the two is lost. */
    @Test
    void lockThatLetsTwoInIsFoundOut() {
        Contender broken = Contender.of("broken", (Loop) (name, work, until) -> {
                    work.once();
                    return 2;
                })
                .by(1, 1);

        assertThatThrownBy(() -> two.run(List.of(broken)))
                .hasMessageContaining("broken let two in at once: 2 pairs did the work of 1");
    }

    private static Contender noted(String label, List<String> turns) {
        return Contender.of(label, (Loop) (name, work, until) -> {
            turns.add(label);
            work.once();
            return 1;
        });
    }
}
