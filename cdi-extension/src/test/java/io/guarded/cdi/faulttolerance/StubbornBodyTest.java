package io.guarded.cdi.faulttolerance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Shows the risk that docs/order.md tells of: Fault Tolerance gives an asynchronous attempt up at its time-out, and does not
 * wait for a body that does not listen to the interrupt. It stays outside of the lock, or beside the next attempt inside.
 */
@Tag("microprofile")
class StubbornBodyTest {

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        @Asynchronous
        @Timeout(1000)
        public CompletionStage<String> timed(StubbornBody body) {
            return CompletableFuture.completedFuture(body.run());
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        @Asynchronous
        @Timeout(1000)
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        public CompletionStage<String> retried(StubbornBody body) {
            return CompletableFuture.completedFuture(body.run());
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        @Timeout(1000)
        public String synchronous(StubbornBody body) {
            return body.run();
        }

        @Guarded(name = "w", timeout = Guarded.IMMEDIATE)
        public int runningBeside(StubbornBody body) {
            return body.running.get();
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private final StubbornBody body = new StubbornBody();
    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        Stores.use(store);
        container = Containers.weld(Worker.class, Stores.class)
                .addExtensions(new ConfigExtension(), new FaultToleranceExtension())
                .initialize();
        worker = container.select(Worker.class).get();
    }

    @AfterEach
    void undeploy() {
        body.end.countDown();
        container.close();
    }

    @Test
    void anAsynchronousBodyThatDoesNotListenGoesOnBesideTheNextHolder() {
        assertTimedOut(worker.timed(body).toCompletableFuture());

        assertThat(worker.runningBeside(body)).isEqualTo(1);
    }

    @Test
    void twoAttemptsOfItRunInOneHoldAndGoOnAfterIt() {
        assertTimedOut(worker.retried(body).toCompletableFuture());

        assertThat(worker.runningBeside(body)).isEqualTo(2);
    }

    @Test
    void aBodyOnTheCallersThreadKeepsTheLockToItsEnd() throws Exception {
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> worker.synchronous(body));
        assertThat(body.interrupted.await(30, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> worker.runningBeside(body)).isInstanceOf(LockBusyException.class);

        body.end.countDown();
        assertTimedOut(call);
        assertThat(worker.runningBeside(body)).isZero();
    }

    private static void assertTimedOut(CompletableFuture<String> call) {
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).cause().isInstanceOf(TimeoutException.class);
    }
}
