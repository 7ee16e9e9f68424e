package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the code of docs/scheduled-jobs.md, and of the job in docs/migrating.md; a timer would call the same methods. */
class JobsTest {

    @ApplicationScoped
    static class DailyReport {

        private final AtomicInteger reports = new AtomicInteger();

        @Guarded(
                name = "cron:daily_report",
                type = Guarded.REDIS,
                timeout = Guarded.IMMEDIATE,
                onBusy = Guarded.OnBusy.SKIP,
                atLeast = 30,
                maxHold = 1800)
        public void generate() {
            write();
        }

        @Guarded(name = "cron:import", timeout = Guarded.IMMEDIATE)
        public void importOnce() {
            write();
        }

        private void write() {
            reports.incrementAndGet();
        }

        public int reports() {
            return reports.get();
        }
    }

    @ApplicationScoped
    static class Entries {

        private int entries;

        // the container's own lock is off; the guard is the lock: @Singleton, @ConcurrencyManagement(BEAN)
        @Guarded(name = "register", timeout = 5)
        public void add() {
            entries++;
        }

        @Guarded(name = "register", timeout = 5)
        public int entries() {
            return entries;
        }
    }

    private WeldContainer container;
    private DailyReport job;
    private LockManager locks;

    @BeforeEach
    void deploy() {
        container = Containers.start(DailyReport.class, Entries.class, InPlaceOfRedis.class);
        job = container.select(DailyReport.class).get();
        locks = container.select(LockManager.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void aSecondNodeSkipsWhileTheFirstKeepsTheLock() {
        job.generate();
        CompletableFuture.runAsync(job::generate).join();

        assertThat(job.reports()).isEqualTo(1);
        assertThat(locks.getOrCreate("cron:daily_report", Guarded.REDIS).isLocked())
                .as("kept for at least 30 s")
                .isTrue();
    }

    @Test
    void withoutSkipABusyJobIsAnException() {
        try (LockHandle held =
                locks.getOrCreate("cron:import").acquireAsync(Duration.ZERO).join()) {
            assertThatThrownBy(job::importOnce).isInstanceOf(LockBusyException.class);
        }
        job.importOnce();
        assertThat(job.reports()).isEqualTo(1);
    }

    @Test
    void callersOfOneNameDoNotLoseCounts() {
        Entries entries = container.select(Entries.class).get();
        CompletableFuture<?>[] all = new CompletableFuture<?>[4];
        for (int i = 0; i < all.length; i++) {
            all[i] = CompletableFuture.runAsync(() -> {
                for (int k = 0; k < 100; k++) {
                    entries.add();
                }
            });
        }
        CompletableFuture.allOf(all).join();

        assertThat(entries.entries()).isEqualTo(400);
    }
}
