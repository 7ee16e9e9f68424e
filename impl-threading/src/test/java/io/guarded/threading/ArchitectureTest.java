package io.guarded.threading;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.guarded.threading");

    @Test
    void providerStandsOnTheApiAndTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.guarded.threading")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.guarded", "io.guarded.spi", "io.guarded.threading")
                .check(CLASSES);
    }
}
