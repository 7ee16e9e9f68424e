package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
