package io.guarded.cdi.levels;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class LevelsTest {

    @InterceptorBinding
    @Inherited
    @Guarded(name = "composed")
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Alone {}

    @Stereotype
    @Guarded(name = "stereotype")
    @ApplicationScoped
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Service {}

    static class Lister {
        @Inject
        LockManager manager;

        public Set<String> held() {
            return manager.list().keySet();
        }
    }

    @ApplicationScoped
    @Guarded(name = "class")
    @Alone
    static class Direct extends Lister {
        public Set<String> byClass() {
            return manager.list().keySet();
        }

        @Alone
        public Set<String> byComposed() {
            return manager.list().keySet();
        }

        @Alone
        @Guarded(name = "method")
        public Set<String> byMethod() {
            return manager.list().keySet();
        }

        @PostConstruct
        public void prepare() {
            assertThat(manager.list()).isEmpty();
        }
    }

    @Service
    @Alone
    static class Composed extends Lister {}

    @Service
    static class Plain extends Lister {}

    @ApplicationScoped
    static class Heir extends Direct {}

    @ApplicationScoped
    @Guarded
    static class Unnamed extends Lister {}

    @Test
    void theNearestDefinitionReplacesTheOthersWhole() {
        try (WeldContainer container = Containers.start(
                Direct.class, Composed.class, Plain.class, Unnamed.class, Alone.class, Service.class)) {
            Direct direct = container.select(Direct.class).get();

            assertThat(direct.byMethod()).containsExactly("method");
            assertThat(direct.byComposed()).containsExactly("composed");
            assertThat(direct.byClass()).containsExactly("class");
            assertThat(direct.held()).containsExactly("class");
            assertThat(container.select(Composed.class).get().held()).containsExactly("composed");
            assertThat(container.select(Plain.class).get().held()).containsExactly("stereotype");
            assertThat(container.select(Unnamed.class).get().held()).containsExactly(Unnamed.class.getName());
        }
    }

    @Test
    void aClassInheritsTheDefinitionOfItsSuperclass() {
        try (WeldContainer container = Containers.start(Heir.class, Alone.class)) {
            assertThat(container.select(Heir.class).get().byClass()).containsExactly("class");
            assertThat(container.select(Heir.class).get().byMethod()).containsExactly("method");
        }
    }
}
