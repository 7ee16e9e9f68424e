package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockName;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the code of README.md, and that of docs/order.md; a store in memory stands for Redis. */
class ReadmeTest {

    /** What a migration consists of. */
    interface Step {
        void run();
    }

    /** What an order ends with. */
    public record Receipt(String id) {}

    @ApplicationScoped
    static class Orders {

        private int refusals = 2;

        @Guarded(name = "order:{id}", timeout = Guarded.IMMEDIATE)
        public Receipt place(String id) {
            if (refusals-- > 0) {
                throw new LockBusyException("order:" + id, Duration.ZERO, null);
            }
            return new Receipt(id);
        }
    }

    @ApplicationScoped
    static class Migrations {

        private final List<Step> steps = new ArrayList<>();

        void add(Step step) {
            steps.add(step);
        }

        @Inject
        LockManager locks;

        void migrate() {
            NamedLock lock = locks.getOrCreate("global_migration", Guarded.REDIS);
            try (LockHandle handle = lock.acquire(Duration.ofMinutes(5))) {
                for (Step step : steps) {
                    handle.ensureHeld(); // throws LockLostException if the lock was lost meanwhile
                    step.run();
                }
            }
        }
    }

    private WeldContainer container;
    private LockManager locks;

    @BeforeEach
    void deploy() {
        container = Containers.start(
                ChatResource.class, Migrations.class, Orders.class, Checkout.class, InPlaceOfRedis.class);
        locks = container.select(LockManager.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    static void answer(String question, OutputStream out) throws IOException {
        out.write(("You asked: " + question).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theSessionIsGuardedUntilTheLastByteIsOut() throws IOException {
        RequestContextController request =
                container.select(RequestContextController.class).get();
        request.activate();
        try {
            ChatResource chat = container.select(ChatResource.class).get();
            NamedLock session = locks.getOrCreate(LockName.of("session", "ada", "1"), Guarded.REDIS);
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            StreamingOutput stream = chat.chat("ada", "1", "why?");
            assertThat(session.tryAcquire()).isEmpty();
            stream.write(out);

            assertThat(out).hasToString("You asked: why?");
            assertThat(session.isLocked()).isFalse();
        } finally {
            request.deactivate();
        }
    }

    @Test
    void eachStepOfTheMigrationRunsUnderTheLock() {
        Migrations migrations = container.select(Migrations.class).get();
        List<Boolean> locked = new ArrayList<>();
        migrations.add(() ->
                locked.add(locks.getOrCreate("global_migration", Guarded.REDIS).isLocked()));

        migrations.migrate();

        assertThat(locked).containsExactly(true);
    }

    /** With Fault Tolerance, {@code Retry} would do what the test does here. */
    @Test
    void whoCallsAGuardedBeanMayRetryWhenItIsBusy() {
        Checkout checkout = container.select(Checkout.class).get();

        assertThatThrownBy(() -> checkout.checkOut("7")).isInstanceOf(LockBusyException.class);
        assertThatThrownBy(() -> checkout.checkOut("7")).isInstanceOf(LockBusyException.class);

        assertThat(checkout.checkOut("7")).isEqualTo(new Receipt("7"));
    }
}
