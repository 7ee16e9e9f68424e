package io.guarded.cdi.transactions;

import static io.guarded.cdi.transactions.Work.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockLostException;
import jakarta.transaction.RollbackException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lost lock interrupts the body that asked for it, and nothing that the thread does after it. */
class InterruptTest {

    private final Node node = new Node(Work.class, Frame.class);
    private final Work work = node.get(Work.class);
    private final Frame frame = node.get(Frame.class);

    @AfterEach
    void end() {
        node.close();
    }

    /** Waits until everybody has been told of a loss. */
    private static void settle() {
        assertThat(ForkJoinPool.commonPool().awaitQuiescence(30, TimeUnit.SECONDS))
                .isTrue();
    }

    private Void loseAndWait() throws Exception {
        node.lose(NAME);
        new CompletableFuture<>().get(30, TimeUnit.SECONDS);
        return null;
    }

    private Void loseAndSee() {
        node.lose(NAME);
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        return null;
    }

    @Test
    void aBodyThatWaitsIsInterruptedAndTheCallEndsWithTheLoss() {
        assertThatThrownBy(() -> work.runInterruptibly(this::loseAndWait))
                .isInstanceOf(LockLostException.class)
                .satisfies(lost -> assertThat(lost.getSuppressed()).hasOnlyElementsOfType(InterruptedException.class));
    }

    @Test
    void aBodyThatMakesSomethingElseOfTheInterruptKeepsItsException() {
        IllegalStateException own = new IllegalStateException("own");

        assertThatThrownBy(() -> work.runInterruptibly(() -> {
                    loseAndSee();
                    throw own;
                }))
                .isSameAs(own);
        assertThat(own.getSuppressed()).hasOnlyElementsOfType(LockLostException.class);
    }

    @Test
    void aBodyThatDoesNotLookLeavesNoInterruptBehind() {
        assertThatThrownBy(() -> work.runInterruptibly(this::loseAndSee)).isInstanceOf(LockLostException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aBodyThatEndsWithItsLossIsNotInterruptedLater() {
        assertThatThrownBy(() -> work.runInterruptibly(() -> {
                    node.lose(NAME);
                    return "done";
                }))
                .isInstanceOf(LockLostException.class);

        settle();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptByOthersStaysWithTheThread() throws Exception {
        work.runInterruptibly(() -> {
            Thread.currentThread().interrupt();
            return "done";
        });

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptByOthersIsNotTakenForALoss() {
        assertThatThrownBy(() -> work.runInterruptibly(() -> {
                    throw new InterruptedException("by others");
                }))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("by others");
    }

    @Test
    void aLossBeforeTheRollbackDoesNotInterruptIt() {
        Probe<Boolean> isInterrupted =
                Probe.atEnd(node.table, () -> Thread.currentThread().isInterrupted());

        assertThatThrownBy(() -> work.runTransactionInterruptibly(() -> {
                    node.write("a");
                    return loseAndSee();
                }))
                .isInstanceOf(LockLostException.class);

        assertThat(isInterrupted.seen()).containsExactly(false);
        assertThat(node.table.committed()).isEmpty();
    }

    @Test
    void aLossDuringTheCommitDoesNotInterruptIt() throws Exception {
        Probe<Boolean> isInterrupted = Probe.atEnd(node.table, () -> {
            node.lose(NAME);
            settle();
            return Thread.currentThread().isInterrupted();
        });

        assertThatThrownBy(() -> work.runTransactionInterruptibly(() -> node.write("a")))
                .as("the loss came too late for a rollback, but it is told")
                .isInstanceOf(LockLostException.class);

        assertThat(isInterrupted.seen()).containsExactly(false);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(node.table.committed()).containsExactly("a");
    }

    @Test
    void aLossAfterTheCallDoesNotInterruptTheRestOfItsTransaction() {
        assertThatThrownBy(() -> frame.transaction(() -> {
                    work.runInterruptibly(() -> node.write("a"));
                    node.lose(NAME);
                    settle();
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    return null;
                }))
                .isInstanceOf(RollbackException.class);

        assertThat(node.table.committed()).isEmpty();
    }

    @Test
    void aSignalledLossInterruptsNobodyAndChangesNothing() throws Exception {
        String result = work.runSignalled(() -> {
            node.lose(NAME);
            settle();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return "done";
        });

        assertThat(result).isEqualTo("done");
    }

    @Test
    void aSignalledLossLeavesAStageAsItIs() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = work.startSignalled(stage);

        node.lose(NAME);
        settle();
        stage.complete("done");

        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("done");
    }
}
