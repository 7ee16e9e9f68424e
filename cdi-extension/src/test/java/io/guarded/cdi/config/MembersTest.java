package io.guarded.cdi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockDefinitionException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MembersTest {

    @ApplicationScoped
    @Guarded(name = "of-class", timeout = Guarded.IMMEDIATE)
    static class Worker {
        public String one() {
            return "ran";
        }

        public String two() {
            return "ran";
        }

        @Guarded(name = "none:{user}", type = "redis")
        public String store(String user) {
            return "ran";
        }
    }

    private static final String WORKER = Worker.class.getName();
    private static final Logger LOG = Logger.getLogger("io.guarded.cdi");

    private final List<String> set = new ArrayList<>();

    private void set(String property, String value) {
        System.setProperty(property, value);
        set.add(property);
    }

    /** No store of type redis is there. */
    private void keepInThisJvm() {
        set(WORKER + "/store/Guarded/type", "threading");
    }

    @AfterEach
    void forget() {
        set.forEach(System::clearProperty);
    }

    @Test
    void aMethodIsGuardedAsItIsConfigured() {
        keepInThisJvm();
        set(WORKER + "/one/Guarded/name", "configured");

        try (WeldContainer container = Containers.start(Worker.class)) {
            LockManager manager = container.select(LockManager.class).get();
            Worker worker = container.select(Worker.class).get();
            try (LockHandle held = manager.getOrCreate("configured")
                    .acquireAsync(Duration.ZERO)
                    .join()) {
                assertThatThrownBy(worker::one).isInstanceOf(LockBusyException.class);
                assertThat(worker.two()).isEqualTo("ran");
                assertThat(worker.store("u")).isEqualTo("ran");
            }
        }
    }

    @Test
    void aDisabledGuardTakesNoLockAndNeedsNoStoreButIsToldOf() {
        set("guarded.allow-disabled", "true");
        set(WORKER + "/store/Guarded/enabled", "false");
        set(WORKER + "/one/Guarded/enabled", "false");

        List<String> told = new ArrayList<>();
        Handler handler = recorder(told);
        LOG.addHandler(handler);
        try (WeldContainer container = Containers.start(Worker.class)) {
            LockManager manager = container.select(LockManager.class).get();
            Worker worker = container.select(Worker.class).get();
            try (LockHandle held =
                    manager.getOrCreate("of-class").acquireAsync(Duration.ZERO).join()) {
                assertThat(worker.one()).isEqualTo("ran");
                assertThat(worker.store(null)).isEqualTo("ran");
                assertThatThrownBy(worker::two).isInstanceOf(LockBusyException.class);
            }
        } finally {
            LOG.removeHandler(handler);
        }
        assertThat(told)
                .singleElement()
                .asString()
                .contains("WARNING", "WITHOUT", "Worker.one()", "Worker.store(String)")
                .doesNotContain("Worker.two()");
    }

    private static Handler recorder(List<String> told) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                told.add(entry.getLevel() + " " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void disablingIsRefusedUnlessItIsAllowed() {
        keepInThisJvm();
        set(WORKER + "/one/Guarded/enabled", "false");

        assertMistake("GUARD-028", "Worker.one()", WORKER + "/one/Guarded/enabled", "guarded.allow-disabled=true");
    }

    @Test
    void aValueOfAWrongKindNamesItsProperty() {
        keepInThisJvm();
        set("Guarded/timeout", "soon");
        set(WORKER + "/Guarded/unit", "FORTNIGHTS");
        set(WORKER + "/one/Guarded/fenced", "yes\n");
        set("guarded.allow-disabled", "perhaps");
        set("guarded.rest.busy-status", "418");
        set("guarded.rest.retry-after-max", "0");
        set("guarded.rest.expose-names", "maybe");

        assertMistake("GUARD-029", "Guarded/timeout", "\"soon\"", "a whole number");
        assertMistake("GUARD-029", WORKER + "/Guarded/unit", "\"FORTNIGHTS\"", "MINUTES");
        assertMistake("GUARD-029", WORKER + "/one/Guarded/fenced", "\"yes\"", "true or false");
        assertMistake("GUARD-029", "guarded.allow-disabled", "\"perhaps\"", "true or false");
        assertMistake("GUARD-029", "guarded.rest.busy-status", "\"418\"", "429, 409 or 423");
        assertMistake("GUARD-029", "guarded.rest.retry-after-max", "\"0\"", "from 1 on");
        assertMistake("GUARD-029", "guarded.rest.expose-names", "\"maybe\"", "true or false");
    }

    @Test
    void aValueThatMakesNoSenseNamesItsPropertyAndTheMethod() {
        keepInThisJvm();
        set(WORKER + "/one/Guarded/timeout", "-5");
        set(WORKER + "/two/Guarded/name", "to:{nobody}");
        // 429 and what an int cannot hold
        set(WORKER + "/two/Guarded/busyStatus", "4294967725");

        assertMistake("GUARD-008", WORKER, WORKER + "/one/Guarded/timeout", "-5 SECONDS");
        assertMistake("GUARD-061", WORKER, WORKER + "/two/Guarded/busyStatus", "429, 409 or 423");
        assertMistake("GUARD-001", "Worker.two()", WORKER + "/two/Guarded/name", "{nobody}");
    }

    private static void assertMistake(String id, String... parts) {
        assertThat(Containers.mistakes(Worker.class))
                .extracting(LockDefinitionException::getMessage)
                .anySatisfy(message -> assertThat(message).startsWith(id).contains(parts));
    }
}
