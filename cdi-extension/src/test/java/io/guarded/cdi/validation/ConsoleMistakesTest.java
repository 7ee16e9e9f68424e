package io.guarded.cdi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.core.LockManagers;
import io.guarded.threading.ThreadingLockProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A console that would let in the wrong ones, or show nothing, is not deployed. */
class ConsoleMistakesTest {

    private static final String ENABLED = "guarded.console.enabled";
    private static final String ROLE = "guarded.console.role";

    @ApplicationScoped
    static class Bean {}

    @ApplicationScoped
    static class OwnManager {
        @Produces
        @ApplicationScoped
        LockManager manager() {
            return LockManagers.of(new ThreadingLockProvider());
        }
    }

    @AfterEach
    void unset() {
        System.clearProperty(ENABLED);
        System.clearProperty(ROLE);
    }

    private static List<String> mistakes(Class<?>... beans) {
        return Containers.mistakes(beans).stream()
                .map(LockDefinitionException::getMessage)
                .toList();
    }

    @Test
    void aConsoleWithoutARole() {
        System.setProperty(ENABLED, "true");
        System.setProperty(ROLE, " ");

        assertThat(mistakes(Bean.class))
                .singleElement()
                .asString()
                .startsWith("GUARD-070")
                .contains(ROLE);
    }

    @Test
    void aConsoleOfAManagerThatItDoesNotKnow() {
        System.setProperty(ENABLED, "true");
        System.setProperty(ROLE, "operator");

        assertThat(mistakes(OwnManager.class)).singleElement().asString().startsWith("GUARD-071");
    }

    @Test
    void aLeaveThatIsNeitherYesNorNo() {
        System.setProperty(ENABLED, "yes");
        System.setProperty(ROLE, "operator");

        assertThat(mistakes(Bean.class))
                .singleElement()
                .asString()
                .startsWith("GUARD-029")
                .contains(ENABLED);
    }

    @Test
    void aRoleAloneOpensNothing() {
        System.setProperty(ROLE, "operator");

        try (WeldContainer container = Containers.start(OwnManager.class)) {
            assertThat(container.isRunning()).isTrue();
        }
    }
}
