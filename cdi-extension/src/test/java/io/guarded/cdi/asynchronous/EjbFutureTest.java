package io.guarded.cdi.asynchronous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the body's future. That the container runs the body on another thread is shown on the servers. */
class EjbFutureTest {

    @Stateless
    @Asynchronous
    @ApplicationScoped
    static class Worker {
        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        Future<String> run(Future<String> result) {
            return result;
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE, onBusy = OnBusy.SKIP)
        Future<String> skipped(Future<String> result) {
            return result;
        }
    }

    @Dependent
    static class NoEjb {
        @Guarded
        @Asynchronous
        Future<String> run() {
            return CompletableFuture.completedFuture("");
        }
    }

    @Stateless
    @Dependent
    static class OfStreams {
        @Guarded
        @Asynchronous
        Future<Stream<String>> run() {
            return new AsyncResult<>(Stream.of());
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        Stores.use(store);
        container = Containers.start(Worker.class, Stores.class);
        worker = container.select(Worker.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    private void assertFreedOnce() {
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void aResultEndsWithTheRun() throws Exception {
        AsyncResult<String> result = new AsyncResult<>("done");

        assertThat(worker.run(result)).isSameAs(result);
        assertFreedOnce();
    }

    @Test
    void aStageEndsWithItself() throws Exception {
        CompletableFuture<String> work = new CompletableFuture<>();
        Future<String> given = worker.run(work);
        assertThat(store.isEmpty()).isFalse();

        work.complete("done");

        assertThat(given.get()).isEqualTo("done");
        assertFreedOnce();
    }

    @Test
    void aFutureThatIsDoneEndsWithTheRun() {
        FutureTask<String> done = new FutureTask<>(() -> "done");
        done.run();

        assertThat(worker.run(done)).isSameAs(done);
        assertFreedOnce();
    }

    @Test
    void aFutureThatWouldGoOnUnguardedIsKeptFromTheCaller() {
        FutureTask<String> open = new FutureTask<>(() -> "done");

        assertThatThrownBy(() -> worker.run(open))
                .isInstanceOf(LockDefinitionException.class)
                .hasMessageStartingWith("GUARD-010");
        assertFreedOnce();
    }

    @Test
    void aSkippedRunHasNoResult() throws Exception {
        CompletableFuture<String> work = new CompletableFuture<>();
        Future<String> first = worker.run(work);

        assertThat(worker.skipped(work).get()).isNull();
        work.complete("done");
        assertThat(first).isDone();
    }

    @Test
    void theAnnotationOnWhatIsNoEjbMeansNothing() {
        assertThat(Containers.mistakes(NoEjb.class))
                .singleElement()
                .asString()
                .contains("GUARD-010", "java.util.concurrent.Future");
    }

    @Test
    void aStreamInTheFutureWouldGoOnUnguarded() {
        assertThat(Containers.mistakes(OfStreams.class))
                .singleElement()
                .asString()
                .contains("GUARD-010", "java.util.stream.Stream");
    }
}
