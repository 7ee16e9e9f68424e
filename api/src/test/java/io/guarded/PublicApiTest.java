package io.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A public type is a decision: it is listed here, or the build fails. */
final class PublicApiTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.guarded");

    @Test
    void publicTypesOfUsersAreTheseAndNoOthers() {
        assertThat(publicTypes("io.guarded"))
                .containsExactlyInAnyOrder(
                        "Guarded",
                        "LockBusyException",
                        "LockDefinitionException",
                        "LockException",
                        "LockHandle",
                        "LockInfo",
                        "LockInterruptedException",
                        "LockKey",
                        "LockKeyException",
                        "LockListener",
                        "LockLostException",
                        "LockManager",
                        "LockName",
                        "LockSpec",
                        "LockUnavailableException",
                        "NamedLock")
                .hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void publicTypesOfProvidersAreTheseAndNoOthers() {
        assertThat(publicTypes("io.guarded.spi"))
                .containsExactlyInAnyOrder("LockProvider", "ProviderContext", "StoreHold")
                .hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void usersDoNotDependOnProviders() {
        SlicesRuleDefinition.slices()
                .matching("io.guarded.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals("io.guarded"))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName()))
                .noneMatch(name -> name.startsWith("io.guarded."));
    }

    @Test
    void apiNeedsOnlyTheJdkAndAnnotations() {
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(type -> !type.isPrimitive())
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.startsWith("java.") && !name.startsWith("io.guarded"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "org.jspecify.annotations", "jakarta.ejb", "jakarta.interceptor", "jakarta.enterprise.util");
    }

    private static Set<String> publicTypes(String packageName) {
        return CLASSES.stream()
                .filter(type -> type.getPackageName().equals(packageName))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    }
}
