package io.guarded.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.guarded.cdi", "io.guarded.rest", "io.guarded.mutiny");

    @Test
    void noProviderIsNamed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.guarded.threading..", "io.guarded.redis..", "org.redisson..")
                .check(classes);
    }

    @Test
    void onlyTheRestPartNeedsJakartaRest() {
        noClasses()
                .that()
                .resideInAPackage("io.guarded.cdi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.guarded.rest..")
                .check(classes);
    }

    @Test
    void onlyTheMutinyPartNeedsMutiny() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.guarded.mutiny..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.smallrye..", "io.guarded.mutiny..")
                .check(classes);
    }

    @Test
    void onlyOneClassNeedsMicroProfileConfig() {
        noClasses()
                .that()
                .doNotHaveSimpleName("MicroProfileConfig")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.config..")
                .check(classes);
    }

    @Test
    void onlyClassesThatSaySoNeedOpenTelemetryAndMicrometer() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("OpenTelemetry")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(classes);
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Micrometer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(classes);
    }

    @Test
    void onlyOneClassNeedsMicroProfileHealth() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("MicroProfileHealth")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.health..")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.guarded.(*)..").should().beFreeOfCycles().check(classes);
    }
}
