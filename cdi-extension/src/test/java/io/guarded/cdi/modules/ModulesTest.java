package io.guarded.cdi.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockListener;
import io.guarded.LockListener.Acquired;
import io.guarded.LockManager;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import io.guarded.cdi.GuardedExtension;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Modules of one application share its locks, also where the server gives each of them a container of its own. */
class ModulesTest {

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    private final Naming naming = Naming.of("shop");

    @ApplicationScoped
    public static class Front {
        @Guarded(name = "order:{id}", timeout = Guarded.IMMEDIATE)
        public <T> T run(String id, Callable<T> body) throws Exception {
            return body.call();
        }
    }

    @ApplicationScoped
    public static class Back {
        @Guarded(name = "order:{id}", timeout = Guarded.IMMEDIATE)
        public <T> T run(String id, Callable<T> body) throws Exception {
            return body.call();
        }
    }

    @ApplicationScoped
    public static class Listening {
        void acquired(@Observes Acquired fact) {
            TOLD.add(fact.lock().name());
        }
    }

    @ApplicationScoped
    public static class OwnStore extends MemoryProvider {
        @Override
        public String type() {
            return "own";
        }
    }

    @AfterEach
    void end() {
        naming.close();
        TOLD.clear();
    }

    private static <T> T elsewhere(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception own ? own : failure;
        }
    }

    private static Front front(WeldContainer container) {
        return container.select(Front.class).get();
    }

    private static Back back(WeldContainer container) {
        return container.select(Back.class).get();
    }

    private static LockManager manager(WeldContainer container) {
        return container.select(LockManager.class).get();
    }

    private static Set<ObjectName> shownManagers() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("io.guarded:type=LockManager,*"), null);
    }

    @Test
    void oneNameIsExclusiveInAllModules() throws Exception {
        try (WeldContainer one = Containers.start(Front.class);
                WeldContainer two = Containers.start(Back.class)) {
            front(one).run("7", () -> {
                assertThatThrownBy(() -> elsewhere(() -> back(two).run("7", () -> "in")))
                        .isInstanceOf(LockBusyException.class);
                return elsewhere(() -> back(two).run("8", () -> "in"));
            });

            assertThat(elsewhere(() -> back(two).run("7", () -> "in"))).isEqualTo("in");
        }
    }

    @Test
    void aCallFromModuleToModuleReenters() throws Exception {
        try (WeldContainer one = Containers.start(Front.class);
                WeldContainer two = Containers.start(Back.class)) {
            assertThat(front(one).<String>run("7", () -> back(two).run("7", () -> "in")))
                    .isEqualTo("in");
        }
    }

    @Test
    void whatOneModuleHasCreatedTheOtherFinds() {
        try (WeldContainer one = Containers.start(Front.class);
                WeldContainer two = Containers.start(Back.class)) {
            NamedLock lock = manager(one).getOrCreate("a");

            assertThat(manager(two).find("a")).containsSame(lock);
        }
    }

    @Test
    void anotherApplicationHasItsOwn() throws Exception {
        try (WeldContainer one = Containers.start(Front.class);
                Naming other = Naming.of("bank");
                WeldContainer two = Containers.start(Back.class)) {
            assertThat(front(one)
                            .<String>run("7", () -> elsewhere(() -> back(two).run("7", () -> "in"))))
                    .isEqualTo("in");
        }
    }

    @Test
    void withoutANameOfTheApplicationEachContainerHasItsOwn() throws Exception {
        naming.close();
        try (WeldContainer one = Containers.start(Front.class);
                WeldContainer two = Containers.start(Back.class)) {
            assertThat(front(one)
                            .<String>run("7", () -> elsewhere(() -> back(two).run("7", () -> "in"))))
                    .isEqualTo("in");
        }
    }

    @Test
    void theLastModuleThatEndsEndsTheLocks() throws Exception {
        Set<ObjectName> before = shownManagers();
        WeldContainer one = Containers.start(Front.class);
        WeldContainer two = Containers.start(Back.class);
        NamedLock lock = manager(two).getOrCreate("a");
        LockHandle handle = lock.acquire();
        assertThat(shownManagers()).hasSize(before.size() + 1);

        one.close();

        assertThat(handle.isHeld()).isTrue();
        assertThat(back(two).<String>run("7", () -> "in")).isEqualTo("in");

        two.close();

        assertThat(handle.isHeld()).isFalse();
        assertThatThrownBy(lock::tryAcquire).isInstanceOf(LockUnavailableException.class);
        assertThat(shownManagers()).isEqualTo(before);
        try (WeldContainer again = Containers.start(Front.class)) {
            assertThat(front(again).<String>run("7", () -> "in")).isEqualTo("in");
        }
    }

    @Test
    void eachExtensionKnowsTheGuardsOfAllModules() throws Exception {
        Method guarded = Front.class.getMethod("run", String.class, Callable.class);
        WeldContainer one = Containers.start(Front.class);
        try (WeldContainer two = Containers.start(Back.class)) {
            GuardedExtension extension = two.getBeanManager().getExtension(GuardedExtension.class);

            assertThat(extension.isGuarded(Front.class, guarded)).isTrue();
            assertThat(extension.isGuarded(Listening.class, guarded)).isFalse();

            one.close();
            assertThat(extension.isGuarded(Front.class, guarded)).isFalse();
        }
    }

    @Test
    void whoListensInAnyModuleIsToldUntilItsModuleEnds() throws Exception {
        try (WeldContainer one = Containers.start(Front.class)) {
            WeldContainer two = Containers.start(Listening.class);
            front(one).run("7", () -> "in");
            await().until(() -> TOLD.equals(List.of("order:7")));

            two.close();

            front(one).run("8", () -> "in");
            try (WeldContainer three = Containers.start(Ear.class)) {
                assertThat(three.isRunning()).isTrue();
                front(one).run("9", () -> "in");
                await("told in order").until(() -> Ear.HEARD.contains("order:9"));
            }
            assertThat(TOLD).containsExactly("order:7");
        }
    }

    @ApplicationScoped
    public static class Ear implements LockListener {
        static final List<String> HEARD = new CopyOnWriteArrayList<>();

        @Override
        public void acquired(Acquired fact) {
            HEARD.add(fact.lock().name());
        }
    }

    @Test
    void aStoreThatOnlySomeModulesSeeIsRefusedAndLeavesNothing() throws Exception {
        try (WeldContainer one = Containers.start(Front.class)) {
            assertThat(Containers.mistakes(Back.class, OwnStore.class))
                    .singleElement()
                    .asString()
                    .contains("GUARD-0", "not all see the same LockProvider beans", OwnStore.class.getName());

            assertThat(front(one).<String>run("7", () -> "in")).isEqualTo("in");
        }
    }

    @Test
    void aStoreThatIsABeanInEachModuleIsOne() throws Exception {
        MemoryProvider store = new MemoryProvider();
        Stores.use(store);
        WeldContainer one = Containers.start(Front.class, Stores.class);
        WeldContainer two = Containers.start(Back.class, Stores.class);
        front(one).run("7", () -> {
            assertThatThrownBy(() -> elsewhere(() -> back(two).run("7", () -> "in")))
                    .isInstanceOf(LockBusyException.class);
            return null;
        });

        one.close();

        assertThat(store.closes()).isEqualTo(1);
        assertThatThrownBy(() -> back(two).run("7", () -> "in")).isInstanceOf(LockUnavailableException.class);
        two.close();
    }
}
