package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Site.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The harness itself: a history that finds no mistake is worth something only if it finds those that are there, and no others. */
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
        List<Run> others = new ArrayList<>();
        Optional<String> found = Optional.empty();
        while (found.isEmpty() && others.size() < RUNS) {
            // what a mistake has left behind is not to count for the next run
            Run run = runOn(patch);
            found = run.violations().stream()
                    .filter(violation -> violation.contains(bug.words))
                    .findFirst();
            System.out.printf(
                    "%s %s in run %d, %s: %s%n",
                    bug,
                    found.isPresent() ? "found" : "not found",
                    others.size() + 1,
                    run,
                    found.isPresent() ? found.get() : run.violations());
            others.add(run);
        }
        assertThat(found).as("'%s' by one of %s", bug.words, others).isPresent();
    }

    /** The same classes, compiled here in the same way, with no mistake in them. */
    @Test
    void noBugIsFoundWhereNoneIs() throws Exception {
        Path patch = Patch.ofNoBug();
        for (int i = 0; i < RUNS; i++) {
            Run run = runOn(patch);
            System.out.println("no bug, " + run);
            assertThat(run.violations()).as(run.toString()).isEmpty();
        }
    }

    private Run runOn(Path patch) {
        try (Site site = new Site(Shape.PLAIN, List.of(patch))) {
            return Run.on(site, seeds.nextLong());
        }
    }
}
