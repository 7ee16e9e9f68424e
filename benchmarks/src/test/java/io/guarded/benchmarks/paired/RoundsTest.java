package io.guarded.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {

    private static final Rounds TWO = new Rounds(Duration.ofMillis(1), 2, 1);

    @Test
    void everyoneHasOneTurnInEachRoundAndNobodyIsAlwaysFirst() throws Exception {
        List<String> turns = Collections.synchronizedList(new ArrayList<>());

        Measured measured = TWO.run(List.of(noted("a", turns), noted("b", turns)));

        assertThat(turns).containsExactly("a", "b", "a", "b", "b", "a");
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

        assertThatThrownBy(() -> TWO.run(List.of(broken)))
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
