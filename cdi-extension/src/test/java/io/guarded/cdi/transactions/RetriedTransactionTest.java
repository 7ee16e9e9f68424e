package io.guarded.cdi.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guard, a real transaction and real retries on one method: from the outside in, in this order. */
@Tag("microprofile")
class RetriedTransactionTest {

    @ApplicationScoped
    static class Worker {
        static final AtomicInteger ATTEMPTS = new AtomicInteger();
        static final Set<Object> TRANSACTIONS = new HashSet<>();

        @Inject
        Table table;

        @Inject
        TransactionSynchronizationRegistry registry;

        @Guarded(name = Work.NAME, timeout = Guarded.IMMEDIATE)
        @Transactional
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        public String write(int failures) throws Exception {
            int attempt = ATTEMPTS.incrementAndGet();
            TRANSACTIONS.add(registry.getTransactionKey());
            table.insert("attempt " + attempt);
            if (attempt <= failures) {
                throw new IllegalStateException("failure " + attempt);
            }
            return "written";
        }
    }

    private Node node;
    private Worker worker;

    @BeforeEach
    void begin() {
        Worker.ATTEMPTS.set(0);
        Worker.TRANSACTIONS.clear();
        node = Node.with(
                weld -> weld.addExtensions(new ConfigExtension(), new FaultToleranceExtension()), Worker.class);
        worker = node.get(Worker.class);
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void allAttemptsAreInOneTransactionAndOneHoldWhichOutlastsTheCommit() throws Exception {
        Probe<Boolean> isFreeAtCommit = Probe.atEnd(node.table, () -> node.isFree(Work.NAME));

        assertThat(worker.write(2)).isEqualTo("written");

        assertThat(Worker.ATTEMPTS).hasValue(3);
        assertThat(Worker.TRANSACTIONS).hasSize(1);
        assertThat(isFreeAtCommit.seen()).hasSize(3).containsOnly(false);
        assertThat(node.store.releases()).isEqualTo(1);
        assertThat(node.table.committed())
                .as("what failed attempts wrote is committed with the rest")
                .containsExactly("attempt 1", "attempt 2", "attempt 3");
        assertThat(node.isFree(Work.NAME)).isTrue();
    }

    @Test
    void theLastFailureRollsAllOfThemBackInsideTheLock() {
        Probe<Boolean> isFreeAtRollback = Probe.atEnd(node.table, () -> node.isFree(Work.NAME));

        assertThatThrownBy(() -> worker.write(3)).hasMessage("failure 3");

        assertThat(Worker.TRANSACTIONS).hasSize(1);
        assertThat(isFreeAtRollback.seen()).hasSize(3).containsOnly(false);
        assertThat(node.table.committed()).isEmpty();
        assertThat(node.isFree(Work.NAME)).isTrue();
    }

    @Test
    void aBusyLockBeginsNeitherAnAttemptNorATransaction() {
        try (LockHandle held = node.other.getOrCreate(Work.NAME).acquire()) {
            held.ensureHeld();
            assertThatThrownBy(() -> worker.write(0)).isInstanceOf(LockBusyException.class);
        }

        assertThat(Worker.ATTEMPTS).hasValue(0);
        assertThat(node.table.committed()).isEmpty();
    }
}
