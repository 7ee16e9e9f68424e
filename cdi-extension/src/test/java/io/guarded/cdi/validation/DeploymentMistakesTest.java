package io.guarded.cdi.validation;

import static io.guarded.cdi.validation.Refused.assertMistake;
import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.Set;
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
        try {
            assertMistake(
                    "GUARD-015",
                    "guarded.lease has the invalid value \"soon\"",
                    "the deployment",
                    "Mend the configuration",
                    Blameless.class);
        } finally {
            System.clearProperty("guarded.lease");
        }
    }

    /** Without a manager nobody knows which type is the default. */
    @Dependent
    static class TwoNamedTypes {
        @Guarded(name = "same", type = Guarded.THREADING)
        public void one() {}

        @Guarded(name = "same", type = TestProvider.TYPE)
        public void two() {}
    }

    @Test
    void badConfigurationHidesNoOtherMistake() {
        Set<String> properties = Set.of("guarded.lease", "guarded.max-hold", "guarded.stream-start");
        properties.forEach(property -> System.setProperty(property, "soon"));
        try {
            List<LockDefinitionException> mistakes = Containers.mistakes(TwoNamedTypes.class, ProviderOne.class);

            assertThat(mistakes)
                    .extracting(DeploymentMistakesTest::id)
                    .containsExactlyInAnyOrder("GUARD-015", "GUARD-015", "GUARD-015", "GUARD-013");
            assertThat(properties).allSatisfy(property -> assertThat(mistakes)
                    .anySatisfy(mistake -> assertThat(mistake).hasMessageContaining(property)));
        } finally {
            properties.forEach(System::clearProperty);
        }
    }

    @Test
    void twoProvidersHideNoOtherMistake() {
        System.setProperty("guarded.lease", "soon");
        try {
            assertThat(Containers.mistakes(
                            TwoNamedTypes.class, ProviderOne.class, ProviderTwo.class, UnknownType.class))
                    .extracting(DeploymentMistakesTest::id)
                    .containsExactlyInAnyOrder("GUARD-013", "GUARD-014", "GUARD-015");
        } finally {
            System.clearProperty("guarded.lease");
        }
        assertThat(Containers.mistakes(TwoNamedTypes.class, ProviderOne.class, ProviderTwo.class, UnknownType.class))
                .extracting(DeploymentMistakesTest::id)
                .containsExactlyInAnyOrder("GUARD-013", "GUARD-014", "GUARD-007");
    }

    private static String id(LockDefinitionException mistake) {
        return String.valueOf(mistake.getMessage()).substring(0, 9);
    }

    @Test
    void theMistakesThatStopAContainerBringThoseOfTheConfigurationAlong() {
        Set<String> properties = Set.of("guarded.rest.busy-status", "guarded.stream-start");
        properties.forEach(property -> System.setProperty(property, "soon"));
        try {
            assertThat(Containers.mistakes(FinalClass.class))
                    .extracting(DeploymentMistakesTest::id)
                    .containsExactlyInAnyOrder("GUARD-009", "GUARD-029", "GUARD-015");
        } finally {
            properties.forEach(System::clearProperty);
        }
    }

    @Dependent
    static class Blameless {}

    @Test
    void allMistakesComeTogether() {
        List<LockDefinitionException> mistakes = Containers.mistakes(Blank.class, Unknown.class, UnknownType.class);

        assertThat(mistakes)
                .extracting(DeploymentMistakesTest::id)
                .containsExactlyInAnyOrder("GUARD-001", "GUARD-006", "GUARD-007");
    }

    @Test
    void theMistakesThatStopAContainerBringTheOthersAlong() {
        assertThat(Containers.mistakes(FinalClass.class, Blank.class)).hasSize(2);
    }
}
