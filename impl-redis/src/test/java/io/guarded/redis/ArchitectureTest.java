package io.guarded.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.guarded.redis");

    @Test
    void providerStandsOnTheApiAndRedissonAlone() {
        classes()
                .that()
                .resideInAPackage("io.guarded.redis")
                .and()
                .doNotBelongToAnyOf(BorrowedThread.class)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.redisson..",
                        "org.yaml.snakeyaml..",
                        "org.jspecify..",
                        "io.guarded",
                        "io.guarded.spi",
                        "io.guarded.redis")
                .check(CLASSES);
    }

    /** What Redisson leaves on a thread can only be taken away by its netty. */
    @Test
    void onlyWhatCleansThreadsKnowsNetty() {
        classes()
                .that()
                .belongToAnyOf(BorrowedThread.class)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.netty.util..", "org.jspecify..", "io.guarded.redis")
                .check(CLASSES);
    }
}
