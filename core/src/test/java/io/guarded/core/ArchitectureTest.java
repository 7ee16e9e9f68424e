package io.guarded.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.guarded.core");

    @Test
    void coreStandsOnTheApiAndTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.guarded.core")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.management..",
                        "org.jspecify..",
                        "io.guarded",
                        "io.guarded.spi",
                        "io.guarded.core")
                .check(CLASSES);
    }

    /** It keeps a log that fails from costing a lock. */
    @Test
    void onlyTheJournalLogs() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Journal.class.getName())
                .should()
                .callMethod(System.class, "getLogger", String.class)
                .check(CLASSES);
    }

    /** Whoever sets the computer's clock moves no wait, lease or longest hold. */
    @Test
    void timesAreNotOfTheWallClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(CLASSES);
        // people are told since when somebody holds
        noClasses()
                .that()
                .doNotHaveSimpleName("Grant")
                .should()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }
}
