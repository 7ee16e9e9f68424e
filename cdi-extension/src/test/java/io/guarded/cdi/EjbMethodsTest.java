package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import java.util.List;
import java.util.Optional;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** Which methods have to be public if a class is an EJB; Weld SE has none, so the compiler is told that it is one. */
class EjbMethodsTest {

    static class Hidden {}

    static class Guards {
        @Guarded(name = "open")
        public void open() {}

        @Guarded(name = "item")
        public Hidden take(Hidden item) {
            return item;
        }

        @Guarded(name = "near")
        void near() {}
    }

    @Guarded(name = "class")
    static class OnClass {
        public void open() {}

        void helper() {}
    }

    /** Gives what is wrong with the guards of a class. */
    private static List<String> mistakes(Class<?> type, boolean isEjb) {
        Mistakes mistakes = new Mistakes();
        Overrides overrides = Overrides.read(property -> Optional.empty(), mistakes);
        try (WeldContainer container = Containers.start(EjbMethodsTest.class)) {
            var beans = container.getBeanManager();
            BeanMethods methods = BeanMethods.of(beans.createAnnotatedType(type), isEjb);
            Compilation.of(List.of(methods), beans, overrides, mistakes);
        }
        return mistakes.all().stream()
                .map(mistake -> String.valueOf(mistake.getMessage()))
                .toList();
    }

    @Test
    void aGuardOfAMethodThatNoClientCanCallIsRefused() {
        assertThat(mistakes(Guards.class, true))
                .singleElement()
                .asString()
                .startsWith("GUARD-031")
                .contains("Guards.near()");
    }

    @Test
    void theGuardOfAClassMeansItsPublicMethods() {
        assertThat(mistakes(OnClass.class, true)).isEmpty();
    }

    @Test
    void theSameClassesAsManagedBeansAreRefused() {
        assertThat(mistakes(Guards.class, false))
                .hasSize(2)
                .allMatch(mistake -> mistake.startsWith("GUARD-031"))
                .anyMatch(mistake -> mistake.contains("Guards.take(Hidden)"));
        assertThat(mistakes(OnClass.class, false))
                .singleElement()
                .asString()
                .startsWith("GUARD-031")
                .contains("OnClass.helper()");
    }
}
