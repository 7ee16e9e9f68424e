package io.guarded.cdi.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockInterruptedException;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallsTest {

    @ApplicationScoped
    static class Worker {
        @Inject
        Worker self;

        @Guarded(name = "w:{id}", timeout = Guarded.IMMEDIATE)
        public <T> T once(String id, Callable<T> body) throws Exception {
            return body.call();
        }

        @Guarded(name = "fixed", timeout = Guarded.UNLIMITED)
        public <T> T patient(Callable<T> body) throws Exception {
            return body.call();
        }

        @Guarded(name = "w:{id}", timeout = Guarded.IMMEDIATE)
        public <T> T again(String id, Callable<T> body) throws Exception {
            return self.once(id, body);
        }
    }

    /** Shows that a bean of a passivating scope can be guarded. */
    @SessionScoped
    static class Basket implements Serializable {
        private static final long serialVersionUID = 1L;

        @Guarded
        public void add() {}
    }

    private final MemoryProvider store = new MemoryProvider();
    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        Stores.use(store);
        container = Containers.start(Worker.class, Basket.class, Stores.class);
        worker = container.select(Worker.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void theBodyRunsInsideItsLock() throws Exception {
        LockManager manager = container.select(LockManager.class).get();

        assertThat(worker.once("a", () -> manager.find("w:a").orElseThrow().isLocked()))
                .isTrue();
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aBusyLockKeepsTheBodyFromRunning() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<String> end = new CompletableFuture<>();
        CompletableFuture<String> holder = CompletableFuture.supplyAsync(() -> unchecked(() -> worker.once("a", () -> {
            held.countDown();
            return end.join();
        })));
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> worker.once("a", runs::incrementAndGet))
                .isInstanceOf(LockBusyException.class)
                .extracting(failure -> ((LockBusyException) failure).lockName())
                .isEqualTo("w:a");
        assertThat(worker.once("b", runs::incrementAndGet)).isEqualTo(1);

        end.complete("done");
        assertThat(holder.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(worker.once("a", runs::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void aBodyWithoutMutualExclusionWouldLoseCounts() throws Exception {
        int[] counter = new int[1];
        CompletableFuture<?>[] all = new CompletableFuture<?>[8];
        for (int i = 0; i < all.length; i++) {
            all[i] = CompletableFuture.runAsync(() -> {
                for (int k = 0; k < 200; k++) {
                    unchecked(() -> worker.patient(() -> counter[0]++));
                }
            });
        }

        CompletableFuture.allOf(all).get(40, TimeUnit.SECONDS);
        assertThat(counter[0]).isEqualTo(1600);
    }

    @Test
    void theBodysExceptionArrivesAsItIs() {
        IOException own = new IOException("own");

        assertThatThrownBy(() -> worker.once("a", () -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aGuardedMethodReentersItsOwnLock() throws Exception {
        assertThat(worker.again("a", () -> "inside")).isEqualTo("inside");
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void anInterruptedThreadAcquiresNothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> worker.once("a", () -> "never")).isInstanceOf(LockInterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(store.isEmpty()).isTrue();
    }

    private static <T> T unchecked(Callable<T> body) {
        try {
            return body.call();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
