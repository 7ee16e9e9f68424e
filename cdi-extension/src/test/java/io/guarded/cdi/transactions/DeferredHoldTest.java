package io.guarded.cdi.transactions;

import static io.guarded.cdi.transactions.Work.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A guarded call in a transaction that is active already keeps the lock until work and transaction have both ended. */
class DeferredHoldTest {

    private final Node node = new Node(Work.class, Frame.class);
    private final Work work = node.get(Work.class);
    private final Frame frame = node.get(Frame.class);

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void lockIsFreeOnlyAfterTheCommit() throws Exception {
        Probe<Boolean> isFreeAtCommit = Probe.atEnd(node.table, () -> node.isFree(NAME));

        frame.transaction(() -> {
            work.run(() -> node.write("a"));
            assertThat(node.isFree(NAME)).as("after the call").isFalse();
            return null;
        });

        assertThat(isFreeAtCommit.seen()).containsExactly(false);
        assertThat(node.isFree(NAME)).isTrue();
        assertThat(node.table.committed()).containsExactly("a");
        assertThat(node.store.releases()).as("with the probe's one").isEqualTo(2);
    }

    @Test
    void lockIsFreeOnlyAfterTheRollback() throws Exception {
        Probe<Boolean> isFreeAtRollback = Probe.atEnd(node.table, () -> node.isFree(NAME));
        IllegalStateException own = new IllegalStateException("own");

        assertThatThrownBy(() -> frame.transaction(() -> {
                    work.run(() -> node.write("a"));
                    assertThat(node.isFree(NAME)).isFalse();
                    throw own;
                }))
                .isSameAs(own);

        assertThat(isFreeAtRollback.seen()).containsExactly(false);
        assertThat(node.isFree(NAME)).isTrue();
        assertThat(node.table.committed()).isEmpty();
    }

    @Test
    void aFailedCallKeepsItsLockUntilTheRollback() throws Exception {
        frame.transaction(() -> {
            assertThatThrownBy(() -> work.run(() -> {
                        throw new IllegalStateException("own");
                    }))
                    .hasMessage("own")
                    .hasNoSuppressedExceptions();
            assertThat(node.isFree(NAME)).isFalse();
            return null;
        });

        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aReaperLeavesTheLockToTheBodyThatStillRuns() throws Exception {
        CountDownLatch rolledBack = new CountDownLatch(1);
        // in seconds; the body has to begin before
        node.transactions.setTransactionTimeout(3);
        try {
            node.transactions.begin();
            work.run(() -> {
                node.transactions.getTransaction().registerSynchronization(new AtEnd(rolledBack::countDown));
                assertThat(rolledBack.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(node.isFree(NAME)).as("while the body runs").isFalse();
                return work.run(() -> "inside again");
            });
            assertThat(node.isFree(NAME)).as("after the body").isTrue();
        } finally {
            node.transactions.setTransactionTimeout(0);
            node.transactions.suspend();
        }
    }

    @Test
    void aTransactionThatIsToRollBackDoesNotKeepTheLock() throws Exception {
        node.transactions.begin();
        node.transactions.setRollbackOnly();

        assertThat(work.run(() -> node.isFree(NAME))).as("in the body").isFalse();

        assertThat(node.isFree(NAME)).as("after it").isTrue();
        node.transactions.rollback();
    }

    @Test
    void anotherThreadIsBusyOrWaitsForTheCommit() throws Exception {
        CompletableFuture<String> waiting = new CompletableFuture<>();
        frame.transaction(() -> {
            work.run(() -> node.write("a"));
            assertThatThrownBy(() -> Node.elsewhere(() -> work.run(() -> "in"))).isInstanceOf(LockBusyException.class);
            waiting.completeAsync(() -> {
                try {
                    return work.runPatiently(() -> String.join(",", node.table.committed()));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            return null;
        });

        assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void aStageThatOutlivesItsTransactionKeepsTheLock() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();

        CompletableFuture<String> result = frame.transaction(() -> work.start(stage));

        assertThat(node.isFree(NAME)).as("after the commit").isFalse();
        stage.complete("done");
        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aTransactionThatOutlivesItsStageKeepsTheLock() throws Exception {
        frame.transaction(() -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            CompletableFuture<String> result = work.start(stage);
            Node.elsewhere(() -> stage.complete("done"));
            assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("done");
            assertThat(node.isFree(NAME)).as("before the commit").isFalse();
            return null;
        });

        assertThat(node.isFree(NAME)).isTrue();
    }
}
