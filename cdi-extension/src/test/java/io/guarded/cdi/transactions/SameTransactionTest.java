package io.guarded.cdi.transactions;

import static io.guarded.cdi.transactions.Work.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import jakarta.transaction.Transaction;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lock that a transaction keeps belongs to the transaction: its calls re-enter, others of its thread are refused. */
class SameTransactionTest {

    private final Node node = new Node(Work.class, Frame.class);
    private final Work work = node.get(Work.class);
    private final Frame frame = node.get(Frame.class);

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void theSameTransactionReentersAsOftenAsItLikes() throws Exception {
        frame.transaction(() -> {
            assertThat(work.run(() -> work.run(() -> "nested"))).isEqualTo("nested");
            assertThat(work.run(() -> "again")).isEqualTo("again");
            assertThat(work.runTransaction(() -> "with @Transactional")).isNotEmpty();
            assertThat(node.isFree(NAME)).isFalse();
            return null;
        });

        assertThat(node.store.releases()).isEqualTo(1);
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void theSameTransactionReentersOnAnotherThread() throws Exception {
        node.transactions.begin();
        work.run(() -> node.write("a"));
        Transaction transaction = node.transactions.suspend();

        Node.elsewhere(() -> {
            node.transactions.resume(transaction);
            work.run(() -> node.write("b"));
            assertThat(node.isFree(NAME)).isFalse();
            node.transactions.commit();
            return null;
        });

        assertThat(node.table.committed()).containsExactly("a", "b");
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void theThreadThatATransactionHasLeftWaitsAsOthersDo() throws Exception {
        node.transactions.begin();
        work.run(() -> node.write("a"));
        Transaction transaction = node.transactions.suspend();
        Node.elsewhere(() -> {
            node.transactions.resume(transaction);
            return work.run(() -> node.write("b"));
        });

        assertThatThrownBy(() -> work.run(() -> "in")).isInstanceOf(LockBusyException.class);

        transaction.rollback();
        assertThat(work.run(() -> "in")).isEqualTo("in");
    }

    @Test
    void anotherTransactionOfTheThreadIsRefusedAtOnce() throws Exception {
        frame.transaction(() -> {
            work.run(() -> {
                assertRefused(() -> frame.newTransaction(() -> work.runPatiently(() -> "in")));
                return node.write("a");
            });
            assertRefused(() -> frame.newTransaction(() -> work.runPatiently(() -> "in")));
            assertRefused(() -> frame.noTransaction(() -> work.runPatiently(() -> "in")));
            return null;
        });

        assertThat(node.table.committed()).containsExactly("a");
        assertThat(frame.newTransaction(() -> work.runPatiently(() -> "in"))).isEqualTo("in");
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aTransactionInsideOfAGuardedOneReenters() throws Exception {
        String result = work.runTransaction(() -> {
            node.write("a");
            String inside = frame.newTransaction(() -> work.run(() -> "in"));
            assertThat(node.isFree(NAME)).as("after the transaction inside").isFalse();
            return inside;
        });

        assertThat(result).isEqualTo("in");
        assertThat(node.table.committed()).containsExactly("a");
        assertThat(node.isFree(NAME)).isTrue();
    }

    private static void assertRefused(Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"row\" is kept by another transaction of this thread");
    }
}
