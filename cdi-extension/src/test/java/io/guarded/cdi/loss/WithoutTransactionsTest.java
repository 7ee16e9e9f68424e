package io.guarded.cdi.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockLostException;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.InterceptionType;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs with a class path of its own, on which Jakarta Transactions is not. */
class WithoutTransactionsTest {

    private static final String NAME = "w";

    @ApplicationScoped
    static class Worker {
        @Guarded(name = NAME)
        public <T> T fail(Callable<T> body) throws Exception {
            return body.call();
        }

        @Guarded(name = NAME, onLost = Guarded.OnLost.INTERRUPT)
        public <T> T interrupt(Callable<T> body) throws Exception {
            return body.call();
        }

        @Guarded(name = NAME, onLost = Guarded.OnLost.SIGNAL)
        public <T> T signal(Callable<T> body) throws Exception {
            return body.call();
        }
    }

    private final WeldContainer container = Containers.start(Worker.class);
    private final Worker worker = container.select(Worker.class).get();
    private final LockManager manager = container.select(LockManager.class).get();

    @AfterEach
    void end() {
        container.close();
    }

    private String lose() {
        String id = manager.locks().get(0).id();
        assertThat(manager.getOrCreate(NAME).forceRelease(id)).isTrue();
        return "lost";
    }

    @Test
    void oneInterceptorStandsBeforeACall() throws Exception {
        assertThatThrownBy(() -> Class.forName("jakarta.transaction.TransactionSynchronizationRegistry"))
                .isInstanceOf(ClassNotFoundException.class);
        Guarded binding = Worker.class.getMethod("fail", Callable.class).getAnnotation(Guarded.class);

        assertThat(container.getBeanManager().resolveInterceptors(InterceptionType.AROUND_INVOKE, binding))
                .hasSize(1);
    }

    @Test
    void aBodyIsGuardedAndItsResultGiven() throws Exception {
        assertThat(worker.fail(() -> manager.getOrCreate(NAME).isLocked())).isTrue();
        assertThat(manager.getOrCreate(NAME).isLocked()).isFalse();
    }

    @Test
    void aCallThatLostItsLockEndsWithTheLossUnlessItOnlyWantsToKnow() throws Exception {
        assertThatThrownBy(() -> worker.fail(this::lose)).isInstanceOf(LockLostException.class);
        assertThat(worker.signal(this::lose)).isEqualTo("lost");
    }

    @Test
    void aBodyThatWaitsIsInterruptedAndNoInterruptStays() {
        assertThatThrownBy(() -> worker.interrupt(() -> {
                    lose();
                    return new CompletableFuture<>().get(30, TimeUnit.SECONDS);
                }))
                .isInstanceOf(LockLostException.class)
                .satisfies(lost -> assertThat(lost.getSuppressed()).hasOnlyElementsOfType(InterruptedException.class));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
