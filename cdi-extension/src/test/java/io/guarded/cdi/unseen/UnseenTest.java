package io.guarded.cdi.unseen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.GuardedExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnseenTest {

    static class Bare {
        public void run() {}
    }

    /** Is made by hand like a message-driven bean by its container: no event of the deployment shows it. */
    static class Unseen {
        @Guarded(name = "unseen:{id}")
        public boolean run(String id, LockManager manager) {
            return manager.list().containsKey("unseen:" + id);
        }

        @Guarded(name = "unseen:{key}")
        public void wrong(String id) {}
    }

    @ApplicationScoped
    static class Seen {
        @Guarded(name = "seen")
        public boolean work(String name, LockManager manager) {
            return manager.list().containsKey(name);
        }
    }

    /** Has a superclass that is a bean, and a lock of its own. */
    static class Heir extends Seen {
        @Override
        @Guarded(name = "heir")
        public boolean work(String name, LockManager manager) {
            return super.work(name, manager);
        }
    }

    static class Guardian {
        @Guarded
        public void run() {}
    }

    /** Has a method whose guard is lost. */
    static class Careless extends Guardian {
        @Override
        public void run() {}

        @Guarded
        public void other() {}
    }

    interface Job {
        @Guarded
        void job();
    }

    static class Worker implements Job {
        @Override
        public void job() {}

        @Guarded
        public void other() {}
    }

    @Dependent
    static class BareFactory {
        @Produces
        @ApplicationScoped
        @Typed(Heir.class)
        public Heir heir(InterceptionFactory<Heir> factory) {
            return factory.createInterceptedInstance(new Heir());
        }

        @Produces
        @ApplicationScoped
        public Careless careless(InterceptionFactory<Careless> factory) {
            return factory.createInterceptedInstance(new Careless());
        }

        @Produces
        @ApplicationScoped
        @Typed(Worker.class)
        public Worker worker(InterceptionFactory<Worker> factory) {
            return factory.createInterceptedInstance(new Worker());
        }

        @Produces
        @ApplicationScoped
        public Unseen unseen(InterceptionFactory<Unseen> factory) {
            return factory.createInterceptedInstance(new Unseen());
        }

        @Produces
        @ApplicationScoped
        public Bare bare(InterceptionFactory<Bare> factory) {
            factory.configure().add(Guarded.Literal.of("bare", "", 0, TimeUnit.SECONDS));
            return factory.createInterceptedInstance(new Bare());
        }
    }

    private WeldContainer container;

    @BeforeEach
    void deploy() {
        container = Containers.start(Seen.class, BareFactory.class);
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void aBeanThatNoEventShowedIsCompiledAtItsFirstCall() {
        LockManager manager = container.select(LockManager.class).get();
        Unseen unseen = container.select(Unseen.class).get();

        assertThat(unseen.run("a", manager)).isTrue();
        assertThat(manager.list()).isEmpty();
        assertThatThrownBy(() -> unseen.wrong("a"))
                .isInstanceOf(LockDefinitionException.class)
                .hasMessageStartingWith("GUARD-001");
    }

    @Test
    void aCallWithoutADefinitionDoesNotRun() {
        Bare bare = container.select(Bare.class).get();

        assertThatThrownBy(bare::run)
                .isInstanceOf(LockDefinitionException.class)
                .hasMessageStartingWith("GUARD-018")
                .hasMessageContaining("Bare.run()");
    }

    @Test
    void aSubclassOfABeanHasItsOwnLock() throws Exception {
        LockManager manager = container.select(LockManager.class).get();
        GuardedExtension extension = container.getBeanManager().getExtension(GuardedExtension.class);
        Method work = Seen.class.getMethod("work", String.class, LockManager.class);

        assertThat(container.select(Seen.class).get().work("seen", manager)).isTrue();
        assertThat(container.select(Heir.class).get().work("heir", manager)).isTrue();
        assertThat(container.select(Heir.class).get().work("seen", manager)).isFalse();
        assertThat(extension.isGuarded(Seen.class, work)).isTrue();
        assertThat(extension.isGuarded(Heir.class, work)).isFalse();
    }

    @Test
    void aGuardWithoutEffectRefusesTheCalls() {
        assertThatThrownBy(container.select(Careless.class).get()::other)
                .isInstanceOf(LockDefinitionException.class)
                .hasMessageStartingWith("GUARD-020")
                .hasMessageContaining("Careless.run()");
        assertThatThrownBy(container.select(Worker.class).get()::other)
                .isInstanceOf(LockDefinitionException.class)
                .hasMessageStartingWith("GUARD-012")
                .hasMessageContaining("Worker");
    }

    @Test
    void aCallThatConfigurationLetsRunWithoutItsLockIsToldOfOnce() {
        String enabled = Unseen.class.getName() + "/run/Guarded/enabled";
        System.setProperty("guarded.allow-disabled", "true");
        System.setProperty(enabled, "false");
        try (Told told = new Told();
                WeldContainer disabled = Containers.start(BareFactory.class)) {
            LockManager manager = disabled.select(LockManager.class).get();
            Unseen unseen = disabled.select(Unseen.class).get();
            assertThat(told.lines()).isEmpty();

            assertThat(unseen.run("a", manager)).isFalse();
            assertThat(unseen.run("b", manager)).isFalse();

            assertThat(told.lines())
                    .singleElement()
                    .asString()
                    .contains("WARNING", "WITHOUT their lock", "Unseen.run(String, LockManager)");
        } finally {
            System.clearProperty("guarded.allow-disabled");
            System.clearProperty(enabled);
        }
    }
}
