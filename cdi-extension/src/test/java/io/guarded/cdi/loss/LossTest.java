package io.guarded.cdi.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockLostException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossTest {

    private static final Duration LEASE = Duration.ofSeconds(1);

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "w")
        public <T> T call(Callable<T> body) throws Exception {
            return body.call();
        }

        @Guarded(name = "w", onLost = Guarded.OnLost.INTERRUPT)
        public <T> T interrupted(Callable<T> body) throws Exception {
            return body.call();
        }

        @Guarded(name = "w")
        public CompletableFuture<String> future(CompletableFuture<String> work) {
            return work;
        }
    }

    private final MemoryProvider store = new MemoryProvider();
    private final IllegalStateException own = new IllegalStateException("own");
    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        System.setProperty("guarded.lease", LEASE.toString());
        Stores.use(store);
        container = Containers.start(Worker.class, Stores.class);
        worker = container.select(Worker.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
        System.clearProperty("guarded.lease");
    }

    /** The clock decides about a loss, so the lease itself has to pass. */
    private void lose() throws InterruptedException {
        store.forgetAll();
        long begin = System.nanoTime();
        Thread.sleep(LEASE.plusMillis(100).toMillis());
        assertThat(System.nanoTime() - begin).isGreaterThan(LEASE.toNanos());
    }

    @Test
    void aCallThatReturnedEndsWithTheLoss() {
        assertThatThrownBy(() -> worker.call(() -> {
                    lose();
                    return "done";
                }))
                .isInstanceOf(LockLostException.class);
    }

    @Test
    void aCallThatFailedEndsWithItsOwnException() {
        assertThatThrownBy(() -> worker.call(() -> {
                    lose();
                    throw own;
                }))
                .isSameAs(own);
        assertThat(own.getSuppressed()).hasSize(1).allMatch(LockLostException.class::isInstance);
    }

    /** Were all of them kept until the outer call ends, the list of them alone would cost more than the bound. */
    @Test
    void manyCallsWithinOneCostNoMoreThanOneEach() throws Exception {
        com.sun.management.ThreadMXBean meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 20_000;

        long allocated = worker.interrupted(() -> {
            worker.interrupted(() -> null);
            long before = meter.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                worker.interrupted(() -> null);
            }
            return meter.getCurrentThreadAllocatedBytes() - before;
        });

        assertThat(allocated / calls).isLessThan(10_000);
    }

    @Test
    void aStageThatCompletedEndsWithTheLoss() throws InterruptedException {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> caller = worker.future(work);

        lose();
        work.complete("done");

        assertThatThrownBy(caller::join).cause().isInstanceOf(LockLostException.class);
    }

    @Test
    void aStageThatFailedEndsWithItsOwnException() throws InterruptedException {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> caller = worker.future(work);

        lose();
        work.completeExceptionally(own);

        assertThatThrownBy(caller::join).cause().isSameAs(own);
        assertThat(own.getSuppressed()).hasSize(1).allMatch(LockLostException.class::isInstance);
    }
}
