package io.guarded.cdi.validation;

import static io.guarded.cdi.validation.Refused.assertMistake;
import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentMistakesTest {

    @Dependent
    static class Blank {
        @Guarded(name = " ")
        public void run() {}
    }

    @Dependent
    static class Unknown {
        @Guarded(name = "a:{usr}")
        public void run(String user) {}
    }

    @Dependent
    static final class FinalClass {
        @Guarded
        public void run() {}
    }

    @Dependent
    static class UnknownType {
        @Guarded(type = Guarded.REDIS)
        public void run() {}
    }

    @Test
    void anUnknownType() {
        assertMistake(
                "GUARD-007",
                "\"redis\"; known: [threading]",
                "UnknownType.run()",
                "io.guarded:guarded-redis",
                UnknownType.class);
    }

    @Dependent
    static class TwoTypes {
        @Guarded(name = "same")
        public void one() {}

        @Guarded(name = "same", type = TestProvider.TYPE)
        public void two() {}
    }

    @Test
    void oneNameWithTwoTypes() {
        assertMistake(
                "GUARD-013",
                "'threading' at",
                "TwoTypes.two()",
                "Use one type for one name",
                TwoTypes.class,
                ProviderOne.class);
    }

    @ApplicationScoped
    static class ProviderOne extends TestProvider {}

    @ApplicationScoped
    static class ProviderTwo extends TestProvider {}

    @Test
    void twoProvidersOfOneType() {
        assertMistake(
                "GUARD-014", "type 'test'", "the deployment", "Keep one of them", ProviderOne.class, ProviderTwo.class);
    }

    @Test
    void aBadConfigurationValue() {
        System.setProperty("guarded.lease", "soon");
        System.setProperty("guarded.stream-start", "later");
        try {
            assertMistake(
                    "GUARD-015",
                    "guarded.stream-start has the invalid value \"later\"",
                    "the deployment",
                    "Mend the configuration",
                    Blameless.class);
            System.clearProperty("guarded.stream-start");
            assertMistake(
                    "GUARD-015", "guarded.lease has the invalid value \"soon\"", "the deployment", "", Blameless.class);
        } finally {
            System.clearProperty("guarded.lease");
            System.clearProperty("guarded.stream-start");
        }
    }

    @Dependent
    static class Blameless {}

    @Test
    void allMistakesComeTogether() {
        List<LockDefinitionException> mistakes = Containers.mistakes(Blank.class, Unknown.class, UnknownType.class);

        assertThat(mistakes)
                .extracting(mistake -> mistake.getMessage().substring(0, 9))
                .containsExactlyInAnyOrder("GUARD-001", "GUARD-006", "GUARD-007");
    }

    @Test
    void theMistakesThatStopAContainerBringTheOthersAlong() {
        assertThat(Containers.mistakes(FinalClass.class, Blank.class)).hasSize(2);
    }
}
