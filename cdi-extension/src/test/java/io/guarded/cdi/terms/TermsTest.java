package io.guarded.cdi.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockLostException;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TermsTest {

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "fixed", lease = 7, unit = TimeUnit.MINUTES)
        public void fixed() {}

        @Guarded(name = "fixed:{id}", lease = 7, unit = TimeUnit.MINUTES)
        public void fixed(String id) {}

        @Guarded(name = "renewed")
        public void renewed() {}

        @Guarded(name = "fenced", fenced = true)
        public void fenced() {}

        @Guarded(name = "quick", lease = 100, unit = TimeUnit.MILLISECONDS)
        public void late(Runnable body) {
            body.run();
        }
    }

    /** Writes down what it is asked for. */
    private static final class Recorder extends MemoryProvider {
        final List<@Nullable Duration> leases = new ArrayList<>();
        int tokens;

        @Override
        public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
            leases.add(lease);
            return super.acquire(key, holdId, wait, lease);
        }

        @Override
        public CompletableFuture<Long> tokens(String key, int count) {
            tokens++;
            return super.tokens(key, count);
        }
    }

    private final Recorder store = new Recorder();
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

    @Test
    void aFixedLeaseIsWhatTheStoreIsTold() {
        worker.fixed();
        worker.fixed("x");
        worker.renewed();

        assertThat(store.leases).containsExactly(Duration.ofMinutes(7), Duration.ofMinutes(7), Duration.ofSeconds(30));
    }

    @Test
    void onlyAFencedGuardCostsATokenOfTheStore() {
        worker.renewed();
        assertThat(store.tokens).isZero();

        worker.fenced();
        assertThat(store.tokens).isEqualTo(1);
    }

    /** The clock decides about a loss, so the lease itself has to pass. */
    @Test
    void aBodyThatOutlivesItsFixedLeaseHasLostItsLock() {
        long lease = Duration.ofMillis(100).toNanos();

        assertThatThrownBy(() -> worker.late(() -> {
                    long begin = System.nanoTime();
                    while (System.nanoTime() - begin <= lease) {
                        Thread.yield();
                    }
                }))
                .isInstanceOf(LockLostException.class);
    }
}
