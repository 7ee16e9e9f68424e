package io.guarded.cdi.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockInfo;
import io.guarded.LockManager;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    /** For what comes at once, unless the machine has other work. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @ApplicationScoped
    static class Worker {
        static volatile boolean ended;

        @Inject
        LockManager manager;

        @Guarded(name = "w", timeout = Guarded.UNLIMITED)
        public void run() {}

        public NamedLock lock() {
            return manager.getOrCreate("w");
        }

        public int waiters() {
            return manager.locks().stream().mapToInt(LockInfo::waiters).sum();
        }

        @PreDestroy
        public void end() {
            manager.getOrCreate("last").acquire(Duration.ofSeconds(1)).close();
            ended = true;
        }
    }

    @Test
    void undeployEndsHoldsAndWaits() throws Exception {
        WeldContainer container = Containers.start(Worker.class);
        Worker worker = container.select(Worker.class).get();
        NamedLock lock = worker.lock();
        LockHandle handle = lock.acquire();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(lock::acquire);
        await().atMost(SOON).until(() -> worker.waiters() == 1);

        container.close();

        assertThat(handle.isHeld()).isFalse();
        assertThatThrownBy(() -> waiting.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(LockUnavailableException.class);
        assertThatThrownBy(lock::tryAcquire).isInstanceOf(LockUnavailableException.class);
    }

    @Test
    void aBeanCanUseALockWhileItEnds() {
        Worker.ended = false;
        try (WeldContainer container = Containers.start(Worker.class)) {
            container.select(Worker.class).get().run();
        }
        assertThat(Worker.ended).isTrue();
    }

    @Test
    void oneDeploymentAfterAnotherWorks() {
        for (int i = 0; i < 3; i++) {
            try (WeldContainer container = Containers.start(Worker.class)) {
                container.select(Worker.class).get().run();
            }
        }
    }
}
