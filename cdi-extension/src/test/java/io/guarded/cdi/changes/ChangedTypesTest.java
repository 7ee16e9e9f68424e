package io.guarded.cdi.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.GuardedExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** The guards are those that the container uses, after other extensions have changed them. */
class ChangedTypesTest {

    /** Tells which locks are held while it runs. */
    abstract static class Worker {
        @Inject
        LockManager manager;

        Set<String> held() {
            return Set.copyOf(manager.list().keySet());
        }
    }

    @ApplicationScoped
    static class Wrong {
        @Guarded(name = " ")
        public void run() {}
    }

    @ApplicationScoped
    static class Plain extends Worker {
        public Set<String> run() {
            return held();
        }
    }

    @ApplicationScoped
    static class Guard extends Worker {
        @Guarded(name = "written")
        public Set<String> run() {
            return held();
        }
    }

    @ApplicationScoped
    static class Other extends Worker {
        @Guarded(name = "written")
        public Set<String> run() {
            return held();
        }
    }

    static class Changing implements Extension {
        void veto(@Observes ProcessAnnotatedType<Wrong> event) {
            event.veto();
        }

        void add(@Observes ProcessAnnotatedType<Plain> event) {
            event.configureAnnotatedType()
                    .filterMethods(method -> method.getJavaMember().getName().equals("run"))
                    .forEach(method -> method.add(named("added")));
        }

        void remove(@Observes ProcessAnnotatedType<Guard> event) {
            event.configureAnnotatedType()
                    .filterMethods(method -> method.isAnnotationPresent(Guarded.class))
                    .forEach(method -> method.remove(Guarded.class::isInstance));
        }

        void replace(@Observes ProcessAnnotatedType<Other> event) {
            event.configureAnnotatedType()
                    .filterMethods(method -> method.isAnnotationPresent(Guarded.class))
                    .forEach(method -> method.remove(Guarded.class::isInstance).add(named("replaced")));
        }

        private static Guarded named(String name) {
            return Guarded.Literal.of(name, "", 0, TimeUnit.SECONDS);
        }
    }

    private static WeldContainer start(Class<?>... beans) {
        return Containers.weld(beans).addExtension(new Changing()).initialize();
    }

    private static boolean isGuarded(WeldContainer container, Class<?> bean) throws NoSuchMethodException {
        return container.getBeanManager().getExtension(GuardedExtension.class).isGuarded(bean, bean.getMethod("run"));
    }

    @Test
    void aVetoedBeanMayBeWrong() {
        assertThat(Containers.mistakes(Wrong.class))
                .singleElement()
                .extracting(LockDefinitionException::getMessage)
                .asString()
                .startsWith("GUARD-006");
        try (WeldContainer container = start(Wrong.class)) {
            assertThat(container.isRunning()).isTrue();
        }
    }

    @Test
    void aGuardThatWasAddedGuards() throws Exception {
        try (WeldContainer container = start(Plain.class)) {
            assertThat(container.select(Plain.class).get().run()).containsExactly("added");
            assertThat(isGuarded(container, Plain.class)).isTrue();
        }
    }

    @Test
    void aGuardThatWasRemovedDoesNot() throws Exception {
        try (WeldContainer container = start(Guard.class)) {
            assertThat(container.select(Guard.class).get().run()).isEmpty();
            assertThat(isGuarded(container, Guard.class)).isFalse();
        }
    }

    @Test
    void aGuardThatWasReplacedGuardsAsItsReplacement() throws Exception {
        try (WeldContainer container = start(Other.class)) {
            assertThat(container.select(Other.class).get().run()).containsExactly("replaced");
            assertThat(isGuarded(container, Other.class)).isTrue();
        }
    }
}
