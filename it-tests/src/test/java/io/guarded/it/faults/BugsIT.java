package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Site.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The harness itself: a history that finds no mistake is worth something only if it finds those that are there. */
@EnabledIfSystemProperty(named = "guarded.faults.bugs", matches = "true", disabledReason = "takes minutes: -Pfaults")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("faults")
final class BugsIT {

    private static final int RUNS = 3;

    private final Random seeds = new Random();

    @ParameterizedTest
    @EnumSource
    void isFoundInThreeRuns(Bug bug) throws Exception {
        Path patch = Patch.of(bug);
        List<Run> quiet = new ArrayList<>();
        boolean isFound = false;
        try (Site site = new Site(Shape.PLAIN, List.of(patch))) {
            while (!isFound && quiet.size() < RUNS) {
                Run run = Run.on(site, seeds.nextLong());
                isFound = !run.violations().isEmpty();
                if (isFound) {
                    System.out.printf(
                            "%s found in run %d, %s: %s%n",
                            bug,
                            quiet.size() + 1,
                            run.faults(),
                            run.violations().get(0));
                } else {
                    quiet.add(run);
                }
            }
        }
        assertThat(isFound).as("found by one of " + quiet).isTrue();
    }
}
