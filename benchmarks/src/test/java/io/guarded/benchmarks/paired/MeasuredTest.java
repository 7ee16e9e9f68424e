package io.guarded.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MeasuredTest {

    /** The machine is four times as slow in the second round, and twice in the third. */
    private final Measured measured = new Measured(Map.of(
            "quick", List.of(new Turn(400, 1, 0.5, 5, 8), new Turn(100, 1, 0.5, 5, 9), new Turn(200, 1, 0.5, 5, 7)),
            "slow", List.of(new Turn(100, 1, 0.5, 5, 0), new Turn(50, 2, 0.5, 5, 0), new Turn(50, 1, 0.5, 5, 0))));

    @Test
    void ratiosAreOfOneRoundEach() {
        assertThat(measured.throughput("quick", "slow")).hasToString("4.00 (4.00 to 4.00)");
        assertThat(measured.time("slow", "quick")).hasToString("4.00 (4.00 to 4.00)");
        assertThat(measured.time("quick", "slow")).hasToString("0.25 (0.25 to 0.25)");
    }

    @Test
    void timeOfTheProcessorIsForAPair() {
        assertThat(measured.cpu("slow", "quick")).hasToString("4.00 (2.00 to 4.00)");
    }

    @Test
    void timeOfTheProcessIsForAPair() {
        assertThat(measured.process("slow", "quick")).hasToString("4.00 (2.00 to 4.00)");
    }

    @Test
    void bytesAreForAPair() {
        assertThat(measured.bytes("quick")).hasToString("8.00 (7.00 to 9.00)");
    }
}
