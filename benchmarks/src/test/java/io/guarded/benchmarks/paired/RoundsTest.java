package io.guarded.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
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

    /** Both threads count to the same number at once. */
    @Test
    void lockThatLetsTwoInIsFoundOut() {
        CyclicBarrier together = new CyclicBarrier(2);
        Contender broken = Contender.of("broken", (Loop) (name, work, until) -> {
                    together.await();
                    for (int i = 0; i < 5_000_000; i++) {
                        work.once();
                    }
                    return 5_000_000;
                })
                .by(2, 1);

        assertThatThrownBy(() -> TWO.run(List.of(broken))).hasMessageContaining("broken let two in at once");
    }

    private static Contender noted(String label, List<String> turns) {
        return Contender.of(label, (Loop) (name, work, until) -> {
            turns.add(label);
            work.once();
            return 1;
        });
    }
}
