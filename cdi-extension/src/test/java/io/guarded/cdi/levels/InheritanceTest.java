package io.guarded.cdi.levels;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InheritanceTest {

    interface Greeter {
        LockHandle handle();

        default String greet() {
            return handle().lockName();
        }

        default String greet(String name) {
            return handle().lockName();
        }
    }

    abstract static class Base<T> {
        @Inject
        LockHandle handle;

        public LockHandle handle() {
            return handle;
        }

        @Guarded(name = "base:{item}")
        public String take(T item) {
            return handle.lockName();
        }

        public String plain() {
            return handle.lockName();
        }
    }

    /** Inherits default methods, and a method with a guard of its own from a generic class. */
    @ApplicationScoped
    @Guarded(name = "class")
    static class Bean extends Base<String> implements Greeter {}

    /** Overrides a default method, and a generic one, so that there is a bridge. */
    @ApplicationScoped
    static class Overriding extends Base<String> implements Greeter {
        @Override
        @Guarded(name = "greet")
        public String greet() {
            return Greeter.super.greet();
        }

        @Override
        @Guarded(name = "taken:{item}")
        public String take(String item) {
            return handle.lockName();
        }

        @Guarded(name = "number:{item}")
        public String take(int item) {
            return handle.lockName();
        }
    }

    @InterceptorBinding
    @Inherited
    @Guarded(name = "inner-binding")
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface InnerBinding {}

    @InterceptorBinding
    @Inherited
    @InnerBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface OuterBinding {}

    @Stereotype
    @Inherited
    @OuterBinding
    @ApplicationScoped
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface InnerStereotype {}

    @Stereotype
    @Inherited
    @InnerStereotype
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface OuterStereotype {}

    static class Reader {
        @Inject
        LockHandle handle;

        public String name() {
            return handle.lockName();
        }
    }

    @ApplicationScoped
    @OuterBinding
    static class Composed extends Reader {}

    @OuterStereotype
    static class Stereotyped extends Reader {}

    static class StereotypedHeir extends Stereotyped {}

    private static WeldContainer container;

    @BeforeAll
    static void deploy() {
        container = Containers.start(
                Bean.class,
                Overriding.class,
                Composed.class,
                Stereotyped.class,
                InnerBinding.class,
                OuterBinding.class,
                InnerStereotype.class,
                OuterStereotype.class);
    }

    @AfterAll
    static void undeploy() {
        container.close();
    }

    private static <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    @Test
    void aDefaultMethodIsGuardedByItsBeansClass() {
        assertThat(bean(Bean.class).greet()).isEqualTo("class");
        assertThat(bean(Bean.class).greet("x")).isEqualTo("class");
        assertThat(((Greeter) bean(Bean.class)).greet()).isEqualTo("class");
    }

    @Test
    void aMethodOfASuperclassKeepsItsOwnGuardBeforeThatOfTheClass() {
        assertThat(bean(Bean.class).take("x")).isEqualTo("base:x");
        assertThat(bean(Bean.class).plain()).isEqualTo("class");
    }

    @Test
    void anOverriddenDefaultMethodHasTheGuardOfTheOverride() {
        assertThat(bean(Overriding.class).greet()).isEqualTo("greet");
        assertThat(((Greeter) bean(Overriding.class)).greet()).isEqualTo("greet");
    }

    @Test
    void aCallThroughABridgeHasTheGuardOfItsMethodAndOverloadsHaveTheirOwn() {
        Base<String> generic = bean(Overriding.class);

        assertThat(generic.take("x")).isEqualTo("taken:x");
        assertThat(bean(Overriding.class).take(7)).isEqualTo("number:7");
    }

    @Test
    void annotationsAreComposedOverSeveralSteps() {
        assertThat(bean(Composed.class).name()).isEqualTo("inner-binding");
        assertThat(bean(Stereotyped.class).name()).isEqualTo("inner-binding");
    }
}
