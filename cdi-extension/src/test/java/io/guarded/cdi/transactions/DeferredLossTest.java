package io.guarded.cdi.transactions;

import static io.guarded.cdi.transactions.Work.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockLostException;
import jakarta.transaction.RollbackException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transaction that has lost a lock which it keeps is not committed. */
class DeferredLossTest {

    private final Node node = new Node(Work.class, Frame.class);
    private final Work work = node.get(Work.class);
    private final Frame frame = node.get(Frame.class);

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void aLockLostAfterTheCallIsNotCommitted() {
        assertThatThrownBy(() -> frame.transaction(() -> {
                    work.run(() -> node.write("a"));
                    node.lose(NAME);
                    return null;
                }))
                .isInstanceOf(RollbackException.class);

        assertThat(node.table.committed()).isEmpty();
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aLockLostInTheCallEndsTheCallAndIsNotCommitted() {
        assertThatThrownBy(() -> frame.transaction(() -> work.run(() -> {
                    node.lose(NAME);
                    return node.write("a");
                })))
                .isInstanceOf(LockLostException.class);

        assertThat(node.table.committed()).isEmpty();
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aLostLockIsNotReentered() {
        assertThatThrownBy(() -> frame.transaction(() -> {
                    work.run(() -> node.write("a"));
                    node.lose(NAME);
                    return work.run(() -> node.write("b"));
                }))
                .isInstanceOf(LockLostException.class);

        assertThat(node.table.committed()).isEmpty();
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aSignalledLossIsCommittedUnlessAnotherCallObjects() throws Exception {
        frame.transaction(() -> work.runSignalled(() -> {
            node.lose(NAME);
            return node.write("a");
        }));
        assertThat(node.table.committed()).containsExactly("a");

        assertThatThrownBy(() -> frame.transaction(() -> {
                    work.runSignalled(() -> node.write("b"));
                    work.run(() -> node.write("c"));
                    node.lose(NAME);
                    return null;
                }))
                .isInstanceOf(RollbackException.class);
        assertThat(node.table.committed()).containsExactly("a");
    }
}
