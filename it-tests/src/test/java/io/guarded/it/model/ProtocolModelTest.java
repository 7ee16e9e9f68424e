package io.guarded.it.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What src/test/promela/lock.pml says of the protocol, and that it would say so if the protocol lacked something. */
@EnabledIfSystemProperty(
        named = "guarded.model",
        matches = "true",
        disabledReason = "needs spin and a C compiler: -Pmodel")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ProtocolModelTest {

    private static final Pattern SEARCHED = Pattern.compile("\\b[1-9]\\d{3,} states, stored");

    @BeforeAll
    static void toolsAreThere() {
        assumeTrue(Spin.has("spin", "-V"), "spin is not installed (Debian: apt-get install spin)");
        assumeTrue(Spin.has("cc", "--version"), "no C compiler is installed (Debian: apt-get install gcc)");
    }

    @Test
    void twoNeverHoldIfNobodyStandsStillForLongerThanTheMargin() throws Exception {
        holds(Spin.of("EXCLUSION").checkStates());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEASE=2", "LEASE=4"})
    void noStaleWriteIsAcceptedHoweverLongAnybodyStandsStill(String times) throws Exception {
        holds(Spin.of("FENCE", times).checkStates());
    }

    @Test
    void everyWaiterIsServedIfHoldersEnd() throws Exception {
        Spin spin = Spin.of("LIVE");
        holds(spin.checkRuns("served0"));
        holds(spin.checkRuns("served1"));
        holds(spin.checkRuns("served2"));
    }

    @Test
    void everyWaiterIsServedIfTheOtherNodeDies() throws Exception {
        holds(Spin.of("LIVE", "CRASH=0").checkRuns("served2"));
        Spin other = Spin.of("LIVE", "CRASH=1");
        holds(other.checkRuns("served0"));
        holds(other.checkRuns("served1"));
    }

    /** The last one is no mistake: a longer pause is more than the code promises, and a model that allows it proves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"NO_DEADLINE", "NO_LEASE_CHECK", "PAUSE=2"})
    void twoHoldersAreFound(String mistake) throws Exception {
        isFound("assertion violated", Spin.of("EXCLUSION", mistake), Spin::checkStates);
    }

    @ParameterizedTest
    @ValueSource(strings = "TOKEN_FIRST")
    void acceptedStaleWriteIsFound(String mistake) throws Exception {
        isFound("assertion violated", Spin.of("FENCE", mistake), Spin::checkStates);
    }

    @ParameterizedTest
    @ValueSource(strings = "NO_BOUND")
    void waiterOfAnotherNodeThatIsNeverServedIsFound(String mistake) throws Exception {
        isFound("acceptance cycle", Spin.of("LIVE", mistake), spin -> spin.checkRuns("served2"));
    }

    private static void holds(String said) {
        assertThat(said)
                .contains("errors: 0")
                .containsPattern(SEARCHED)
                .doesNotContainIgnoringCase("search not completed")
                .doesNotContainIgnoringCase("too small")
                .doesNotContainIgnoringCase("out of memory")
                .doesNotContainIgnoringCase("truncated");
        System.out.println(said.lines()
                .filter(line -> line.contains("errors:") || line.contains("states, stored"))
                .toList());
    }

    private static void isFound(String what, Spin spin, Check check) throws Exception {
        assertThat(check.by(spin)).contains("errors: 1").contains(what);
        System.out.println(what + ", the way to it:\n" + spin.trail());
    }

    private interface Check {
        String by(Spin spin) throws Exception;
    }
}
