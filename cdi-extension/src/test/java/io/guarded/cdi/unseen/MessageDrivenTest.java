package io.guarded.cdi.unseen;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/**
 * The guards of message-driven beans are checked at deployment. The constructors keep the classes here from being managed
 * beans, so that the container shows them as a server does: as types, and not as beans.
 */
class MessageDrivenTest {

    interface Listener {
        void onMessage(String message);
    }

    abstract static class Guardian implements Listener {
        @Override
        @Guarded(name = "message:{message}")
        public void onMessage(String message) {}
    }

    @MessageDriven
    static class Careless extends Guardian {
        Careless(String queue) {}

        @Override
        public void onMessage(String message) {}
    }

    @MessageDriven
    static class Misspelt implements Listener {
        Misspelt(String queue) {}

        @Override
        @Guarded(name = "message:{massage}")
        public void onMessage(String message) {}
    }

    @InterceptorBinding
    @Guarded(name = "message:{massage}")
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Binding {}

    @MessageDriven
    static class Composed implements Listener {
        Composed(String queue) {}

        @Override
        @Binding
        public void onMessage(String message) {}
    }

    @MessageDriven
    static class Fixed implements Listener {
        Fixed(String queue) {}

        @Override
        @Guarded(name = "fixed")
        public final void onMessage(String message) {}
    }

    @MessageDriven
    static class Right implements Listener {
        Right(String queue) {}

        @Override
        @Guarded(name = "right:{message}")
        public void onMessage(String message) {}

        /** Has a class in its signature that is not public, which matters to the proxies of beans only. */
        @Guarded(name = "inner")
        public void take(Part part) {}
    }

    static class Part {}

    /** Is no message-driven bean itself, but for those that extend it. */
    @MessageDriven
    abstract static class Pattern implements Listener {
        @Override
        @Guarded(name = "message:{massage}")
        public void onMessage(String message) {}
    }

    @ApplicationScoped
    static class OtherLease {
        @Guarded(name = "right:{message}", lease = 5)
        public void run(String message) {}
    }

    /** Takes what is wrong away. */
    static class Mending implements Extension {
        void mend(@Observes ProcessAnnotatedType<Misspelt> event) {
            event.configureAnnotatedType()
                    .filterMethods(method -> isGuarded(method))
                    .forEach(method -> method.remove(Guarded.class::isInstance));
        }

        private static boolean isGuarded(AnnotatedMethod<?> method) {
            return method.isAnnotationPresent(Guarded.class);
        }
    }

    private static List<String> ids(Class<?>... types) {
        return Containers.mistakes(types).stream()
                .map(LockDefinitionException::getMessage)
                .map(message -> message.substring(0, 9))
                .toList();
    }

    @Test
    void mistakesInThemFailTheDeployment() {
        assertThat(ids(Careless.class, Misspelt.class)).containsExactlyInAnyOrder("GUARD-020", "GUARD-001");
        assertThat(ids(Composed.class, Binding.class)).containsExactly("GUARD-001");
        assertThat(ids(Fixed.class)).containsExactly("GUARD-009");
    }

    @Test
    void theirNamesAreComparedWithThoseOfBeans() {
        assertThat(ids(Right.class, OtherLease.class)).containsExactly("GUARD-027");
    }

    @Test
    void whatIsRightOrOfNoConcernIsDeployed() {
        try (WeldContainer container = Containers.start(Right.class, Pattern.class)) {
            assertThat(container.isRunning()).isTrue();
        }
    }

    @Test
    void whatAnExtensionHasChangedCountsAsChanged() {
        try (WeldContainer container =
                Containers.weld(Misspelt.class).addExtension(new Mending()).initialize()) {
            assertThat(container.isRunning()).isTrue();
        }
    }

    @Test
    void thoseThatRunWithoutTheirLockAreToldOf() {
        String enabled = Right.class.getName() + "/onMessage/Guarded/enabled";
        System.setProperty("guarded.allow-disabled", "true");
        System.setProperty(enabled, "false");
        try (Told told = new Told();
                WeldContainer container = Containers.start(Right.class)) {
            assertThat(container.isRunning()).isTrue();
            assertThat(told.lines())
                    .singleElement()
                    .asString()
                    .contains("WARNING", "WITHOUT their lock", "Right.onMessage(String)");
        } finally {
            System.clearProperty("guarded.allow-disabled");
            System.clearProperty(enabled);
        }
    }
}
