package io.guarded.cdi.transactions;

import static io.guarded.cdi.transactions.Work.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockHandle;
import io.guarded.LockLostException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of {@link Transactional} and the guard on one method, the guard is outside: the commit is inside the lock. */
class TransactionalTest {

    private final Node node = new Node(Work.class, Frame.class);
    private final Work work = node.get(Work.class);

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void anotherNodeThatAcquiresSeesTheCommittedRow() throws Exception {
        CompletableFuture<Void> isInside = new CompletableFuture<>();
        Future<?> waiting = isInside.thenApplyAsync(now -> {
            try (LockHandle handle = node.other.getOrCreate(NAME).acquire(Duration.ofSeconds(30))) {
                handle.ensureHeld();
                return node.table.committed();
            }
        });

        Probe<Boolean> isFreeAtCommit = Probe.atEnd(node.table, () -> node.isFree(NAME));
        work.runTransaction(() -> {
            node.table.insert("a");
            return isInside.complete(null);
        });

        assertThat(isFreeAtCommit.seen()).containsExactly(false);
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(List.of("a"));
    }

    @Test
    void aFailedBodyIsRolledBackInsideTheLockToo() {
        Probe<Boolean> isFreeAtRollback = Probe.atEnd(node.table, () -> node.isFree(NAME));
        IllegalStateException own = new IllegalStateException("own");

        assertThatThrownBy(() -> work.runTransaction(() -> {
                    node.table.insert("a");
                    throw own;
                }))
                .isSameAs(own);

        assertThat(isFreeAtRollback.seen()).containsExactly(false);
        assertThat(node.table.committed()).isEmpty();
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aReaperLeavesTheLockToTheBodyThatStillRuns() throws Exception {
        CountDownLatch rolledBack = new CountDownLatch(1);
        // in seconds; the body has to begin before
        node.transactions.setTransactionTimeout(3);
        try {
            assertThatThrownBy(() -> work.runTransaction(() -> {
                        node.table.insert("a");
                        node.transactions.getTransaction().registerSynchronization(new AtEnd(rolledBack::countDown));
                        assertThat(rolledBack.await(30, TimeUnit.SECONDS)).isTrue();
                        assertThat(node.isFree(NAME)).as("while the body runs").isFalse();
                        return "done";
                    }))
                    .isInstanceOf(RollbackException.class);
        } finally {
            node.transactions.setTransactionTimeout(0);
        }

        assertThat(node.isFree(NAME)).isTrue();
        assertThat(node.table.committed()).isEmpty();
    }

    @Test
    void aLostLockIsNotCommitted() {
        assertThatThrownBy(() -> work.runTransaction(() -> {
                    node.table.insert("a");
                    node.lose(NAME);
                    return "done";
                }))
                .isInstanceOf(LockLostException.class)
                .satisfies(lost -> assertThat(lost.getSuppressed()).hasOnlyElementsOfType(RollbackException.class));

        assertThat(node.table.committed()).isEmpty();
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aLockLostInterruptiblyIsNotCommittedEither() throws Exception {
        assertThatThrownBy(() -> work.runTransactionInterruptibly(() -> {
                    node.table.insert("a");
                    node.lose(NAME);
                    new CompletableFuture<>().get(30, TimeUnit.SECONDS);
                    return "done";
                }))
                .isInstanceOf(LockLostException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(node.table.committed()).isEmpty();
    }

    @Test
    void aSignalledLossIsTheApplicationsAffair() throws Exception {
        String result = work.runTransactionSignalled(() -> {
            node.table.insert("a");
            node.lose(NAME);
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(node.table.committed()).containsExactly("a");
    }

    @Test
    void aTransactionInsideIsCheckedAsWell() throws Exception {
        assertThatThrownBy(() -> work.run(() -> node.get(Frame.class).transaction(() -> {
                    node.table.insert("a");
                    return work.run(() -> {
                        node.lose(NAME);
                        return "done";
                    });
                })))
                .isInstanceOf(LockLostException.class);

        assertThat(node.table.committed()).isEmpty();
    }

    @Test
    void withoutATransactionNothingIsKept() throws Exception {
        assertThat(work.run(() -> node.isFree(NAME))).isFalse();
        assertThat(node.isFree(NAME)).isTrue();
    }
}
