package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static Set<Long> drawn(Duration time, long most) {
        Set<Long> drawn = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            drawn.add(RetryAfter.seconds(time, most));
        }
        return drawn;
    }

    /** A thousand draws leave one of at most eleven values out less often than once in 10^40 runs. */
    @ParameterizedTest
    @CsvSource({
        "PT-5S, 30, 1, 2",
        "PT0S, 30, 1, 2",
        "PT0.001S, 30, 1, 2",
        "PT2S, 30, 2, 3",
        "PT2.001S, 30, 3, 5",
        "PT29S, 30, 29, 30",
        "PT30S, 30, 20, 30",
        "PT99S, 30, 20, 30",
        "PT99S, 2, 2, 2",
        "PT0S, 1, 1, 1",
        "PT2562047788015215H30M7S, 30, 20, 30"
    })
    void clientsComeBackAtDifferentTimesWithinTheLimit(Duration time, long most, long from, long to) {
        Set<Long> drawn = drawn(time, most);

        assertThat(drawn).hasSize((int) (to - from + 1)).allMatch(seconds -> seconds >= from && seconds <= to);
    }
}
