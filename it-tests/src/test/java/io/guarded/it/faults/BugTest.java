package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mistakes of BugsIT, which no build runs: that the code still has the places where they are put. */
class BugTest {

    @ParameterizedTest
    @EnumSource
    void eachPlaceIsInTheCodeOnce(Bug bug) throws Exception {
        assertThat(Patch.sources(bug.changes())).isNotEmpty();
    }
}
