package io.guarded.cdi.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.Guarded;
import io.guarded.LockListener;
import io.guarded.LockListener.Acquired;
import io.guarded.LockListener.Fact;
import io.guarded.LockListener.Released;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to locks reaches beans that listen and beans that observe. */
class EventsTest {

    private static final List<Fact> HEARD = new CopyOnWriteArrayList<>();
    private static final List<Fact> OBSERVED = new CopyOnWriteArrayList<>();
    private static final List<Fact> LATER = new CopyOnWriteArrayList<>();
    private static final List<Object> ALL = new CopyOnWriteArrayList<>();
    private static final List<Thread> THREADS = new CopyOnWriteArrayList<>();

    @ApplicationScoped
    static class Orders {
        @Guarded(name = "order:{id}")
        public void place(String id) {}
    }

    @Dependent
    static class Listening implements LockListener {
        @Inject
        LockManager manager;

        @Override
        public void acquired(Acquired fact) {
            assertThat(manager.list()).isNotNull();
            HEARD.add(fact);
        }
    }

    @ApplicationScoped
    static class Observing {
        void released(@Observes Released fact) {
            THREADS.add(Thread.currentThread());
            OBSERVED.add(fact);
        }

        void any(@ObservesAsync Fact fact) {
            LATER.add(fact);
        }
    }

    @ApplicationScoped
    static class ObservingEverything {
        void all(@Observes Object event) {
            if (event instanceof Fact) {
                ALL.add(event);
            }
        }
    }

    @BeforeEach
    void forget() {
        List.of(HEARD, OBSERVED, LATER, ALL, THREADS).forEach(List::clear);
    }

    @Test
    void beansThatListenAreToldWithTheTemplate() {
        try (WeldContainer container = Containers.start(Orders.class, Listening.class)) {
            container.select(Orders.class).get().place("7");
            await().until(() -> HEARD.size() == 1);
        }
        assertThat(HEARD.get(0).lock().name()).isEqualTo("order:7");
        assertThat(HEARD.get(0).lock().type()).isEqualTo("threading");
        assertThat(HEARD.get(0).lock().guard()).map(Guarded::name).contains("order:{id}");
    }

    @Test
    void observersGetTheKindThatTheyAskForAndNotOnTheCallersThread() {
        try (WeldContainer container = Containers.start(Orders.class, Observing.class)) {
            container.select(Orders.class).get().place("7");
            await().until(() -> OBSERVED.size() == 1 && LATER.size() == 2);
        }
        assertThat(LATER).hasAtLeastOneElementOfType(Acquired.class).hasAtLeastOneElementOfType(Released.class);
        assertThat(THREADS).doesNotContain(Thread.currentThread());
    }

    @Test
    void whoObservesEverythingHasNotAskedForLocks() {
        try (WeldContainer container = Containers.start(Orders.class, ObservingEverything.class, Listening.class)) {
            container.select(Orders.class).get().place("7");
            await().until(() -> HEARD.size() == 1);
        }
        assertThat(ALL).isEmpty();
    }

    @Dependent
    static class Failing implements LockListener {
        @Override
        public void happened(Fact fact) {
            throw new IllegalStateException("a listener may fail");
        }
    }

    @ApplicationScoped
    static class FailingLater {
        void any(@ObservesAsync Acquired fact) {
            throw new IllegalStateException("an observer may fail");
        }
    }

    @Test
    void whatFailsIsLoggedWithItsName() {
        try (Log log = new Log();
                WeldContainer container = Containers.start(Orders.class, Failing.class, FailingLater.class)) {
            container.select(Orders.class).get().place("7");
            await().untilAsserted(() -> assertThat(log.warnings())
                    .anyMatch(line -> line.contains(Failing.class.getName()))
                    .anyMatch(line -> line.contains("asynchronous observer")));
        }
    }

    /** What the module has logged as a warning. */
    private static final class Log extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("io.guarded.cdi");
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Log() {
            logger.addHandler(this);
        }

        List<String> warnings() {
            return lines;
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().equals(Level.WARNING)) {
                lines.add(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
