package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** A guard that would do nothing fails the application. */
class GuardCheckTest {

    @Path("/")
    @RequestScoped
    public static class Bean {
        @GET
        @Path("guarded")
        @Guarded(name = "n")
        public String guarded() {
            return "";
        }

        @GET
        @Path("free")
        public String free() {
            return "";
        }
    }

    @Path("/")
    @Guarded(name = "n")
    public static class NoBean {
        @GET
        public String unguarded() {
            return "";
        }
    }

    @InterceptorBinding
    @Guarded(name = "n")
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Inner {}

    @Inner
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Outer {}

    /** Is on itself, too, so that who looks through annotations has to see that it was there. */
    @Outer
    @Stereotype
    @Circular
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Circular {}

    /** CDI does not look through it. */
    @Guarded
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface NoBinding {}

    @Path("/")
    public static class ComposedOnMethod {
        @GET
        @Outer
        public String unguarded() {
            return "";
        }
    }

    @Outer
    @Path("/")
    public static class ComposedOnClass {
        @GET
        public String unguarded() {
            return "";
        }
    }

    @Circular
    @Path("/")
    public static class Stereotyped {
        @GET
        public String unguarded() {
            return "";
        }
    }

    @NoBinding
    @Path("/")
    public static class Free {
        @GET
        public String free() {
            return "free";
        }
    }

    @Test
    void resourceThatIsNoBeanFailsTheApplication() {
        try (WeldContainer container = Containers.start(Bean.class)) {
            assertThat(container.isRunning()).isTrue();
            assertThatThrownBy(() -> new Requests(NoBean.class, GuardCheck.class).get("", "en"))
                    .isInstanceOf(LockDefinitionException.class)
                    .hasMessageContaining("GUARD-060")
                    .hasMessageContaining("NoBean.unguarded")
                    .hasMessageContaining("@RequestScoped");
        }
    }

    @Test
    void aGuardInsideOfOtherAnnotationsFailsItToo() {
        try (WeldContainer container = Containers.start(Bean.class)) {
            assertThat(container.isRunning()).isTrue();
            for (Class<?> type : List.of(ComposedOnMethod.class, ComposedOnClass.class, Stereotyped.class)) {
                assertThatThrownBy(() -> new Requests(type, GuardCheck.class).get("", "en"))
                        .isInstanceOf(LockDefinitionException.class)
                        .hasMessageContaining("GUARD-060")
                        .hasMessageContaining(type.getSimpleName() + ".unguarded");
            }
        }
    }

    @Test
    void withoutAContainerNothingIsGuarded() {
        assertThatThrownBy(() -> new Requests(NoBean.class, GuardCheck.class).get("", "en"))
                .hasMessageContaining("GUARD-060");
    }

    @Test
    void beansAndWhatHasNoGuardPass() throws Exception {
        assertThat(new Requests(Free.class, GuardCheck.class).get("", "en").body())
                .isEqualTo("free");
        try (WeldContainer container = Containers.start(Bean.class)) {
            assertThat(container.isRunning()).isTrue();
            new Requests(Bean.class, GuardCheck.class);
        }
    }
}
