package io.guarded.cdi.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockDefinitionException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import io.guarded.cdi.GuardedExtension;
import io.guarded.cdi.MemoryProvider;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.threading.ThreadingLockProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class ManagerTest {

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        public String run() {
            return "ran";
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        public CompletionStage<String> stage(CompletionStage<String> work) {
            return work;
        }

        @Guarded(name = "other", type = "elsewhere")
        public String elsewhere() {
            return "ran";
        }
    }

    @ApplicationScoped
    static class Plain {
        @Guarded(name = "p", timeout = Guarded.IMMEDIATE)
        public String run() {
            return "ran";
        }
    }

    @ApplicationScoped
    static class TwoLeases {
        @Guarded(name = "same", type = Guarded.THREADING, lease = 5)
        public void one() {}

        @Guarded(name = "same")
        public void two() {}
    }

    /** Gives a manager whose handles are not core's. */
    @ApplicationScoped
    static class OwnManager {
        static int asked;

        @Produces
        @ApplicationScoped
        public LockManager manager() {
            LockManager core = LockManagers.of(new ThreadingLockProvider());
            return wrap(LockManager.class, core);
        }

        public void end(@Disposes LockManager manager) {
            asked = 0;
        }

        private static <T> T wrap(Class<T> type, Object real) {
            Object proxy =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        try {
                            Object result = method.invoke(real, arguments);
                            asked += method.getName().equals("acquire") ? 1 : 0;
                            if (result instanceof NamedLock) {
                                return wrap(NamedLock.class, result);
                            }
                            return result instanceof LockHandle ? wrap(LockHandle.class, result) : result;
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    });
            return type.cast(proxy);
        }
    }

    @ApplicationScoped
    static class OwnStore {
        static final MemoryProvider STORE = new MemoryProvider();

        @Produces
        public MemoryProvider store() {
            return STORE;
        }
    }

    /** Adds a manager as late as an extension can: when it was decided already whether there is to be a default one. */
    static class Late implements Extension {
        final boolean isAlternative;
        final CloseableLockManager own = LockManagers.of(new ThreadingLockProvider());

        Late(boolean isAlternative) {
            this.isAlternative = isAlternative;
        }

        void add(@Observes AfterBeanDiscovery event) {
            event.<LockManager>addBean()
                    .types(LockManager.class, Object.class)
                    .scope(ApplicationScoped.class)
                    .alternative(isAlternative)
                    .priority(1)
                    .createWith(context -> own);
        }
    }

    @Dependent
    static class Injected {
        @Inject
        LockManager manager;
    }

    @Test
    void anAlternativeThatAnExtensionAddsReplacesTheDefault() throws Exception {
        Late late = new Late(true);
        try (late.own;
                WeldContainer container = Containers.weld(Plain.class, Injected.class)
                        .addExtension(late)
                        .initialize();
                LockHandle held = late.own.getOrCreate("p").acquire()) {
            Plain plain = container.select(Plain.class).get();

            CompletableFuture<?> other = CompletableFuture.runAsync(plain::run);
            assertThatThrownBy(other::join).cause().isInstanceOf(LockBusyException.class);
            assertThat(container
                            .select(Injected.class)
                            .get()
                            .manager
                            .getOrCreate("p")
                            .isLocked())
                    .isTrue();
        }
    }

    @Test
    void aManagerThatAnExtensionAddsBesideTheDefaultIsAmbiguous() {
        Weld weld = Containers.weld(Injected.class).addExtension(new Late(false));

        assertThatThrownBy(weld::initialize)
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("WELD-001409");
    }

    @Test
    void theServiceLoaderFindsTheExtension() {
        assertThat(ServiceLoader.load(Extension.class)).anyMatch(GuardedExtension.class::isInstance);
    }

    @Test
    void aGuardAndTheInjectedManagerExcludeEachOther() {
        try (WeldContainer container = Containers.start(Plain.class)) {
            LockManager manager = container.select(LockManager.class).get();
            Plain plain = container.select(Plain.class).get();

            try (LockHandle held = manager.getOrCreate("p").acquire()) {
                CompletableFuture<?> other = CompletableFuture.runAsync(plain::run);
                assertThatThrownBy(other::join).cause().isInstanceOf(LockBusyException.class);
            }
            assertThat(CompletableFuture.supplyAsync(plain::run).join()).isEqualTo("ran");
            assertThat(manager).isNotInstanceOf(CloseableLockManager.class);
        }
    }

    @Test
    void theApplicationsManagerReplacesTheDefault() {
        try (WeldContainer container = Containers.start(Worker.class, OwnManager.class)) {
            Worker worker = container.select(Worker.class).get();

            assertThat(worker.run()).isEqualTo("ran");
            assertThat(OwnManager.asked).isEqualTo(1);
        }
    }

    @Test
    void aHandleThatIsNotOurCoresIsGuardedToo() {
        try (WeldContainer container = Containers.start(Worker.class, OwnManager.class)) {
            Worker worker = container.select(Worker.class).get();
            CompletableFuture<String> work = new CompletableFuture<>();

            CompletionStage<String> caller = worker.stage(work);
            CompletableFuture<?> other = CompletableFuture.runAsync(worker::run);
            assertThatThrownBy(other::join).cause().isInstanceOf(LockBusyException.class);

            work.complete("done");
            assertThat(caller.toCompletableFuture().join()).isEqualTo("done");
            assertThat(CompletableFuture.supplyAsync(worker::run).join()).isEqualTo("ran");
        }
    }

    @Test
    void aTypeThatTheApplicationsManagerDoesNotKnowEndsTheCall() {
        try (WeldContainer container = Containers.start(Worker.class, OwnManager.class)) {
            Worker worker = container.select(Worker.class).get();

            assertThatThrownBy(worker::elsewhere)
                    .isInstanceOf(LockDefinitionException.class)
                    .hasMessageStartingWith("GUARD-007")
                    .hasMessageContaining("Worker.elsewhere()");
        }
    }

    @Test
    void oneNameWithTwoLeasesIsRefusedBesideTheApplicationsManagerToo() {
        assertThat(Containers.mistakes(TwoLeases.class, OwnManager.class))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake).hasMessageStartingWith("GUARD-027"));
    }

    @Test
    void theApplicationsProviderReplacesTheShippedOneOfItsType() {
        try (WeldContainer container = Containers.start(Plain.class, OwnStore.class)) {
            container.select(Plain.class).get().run();

            assertThat(OwnStore.STORE.releases()).isEqualTo(1);
        }
        assertThat(OwnStore.STORE.closes()).isEqualTo(1);
    }
}
