package io.guarded.cdi.transactions;

import static io.guarded.cdi.transactions.Work.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.NamedLock;
import jakarta.transaction.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lock that a transaction keeps is not re-entered by hand: its thread waits for the end that it keeps from coming. */
class KeptLockByHandTest {

    private final Node node = new Node(Work.class, Frame.class);
    private final Work work = node.get(Work.class);
    private final Frame frame = node.get(Frame.class);
    private final NamedLock lock = node.manager.getOrCreate(NAME);

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void afterTheCallALimitedAcquisitionIsRefusedAndTheTransactionGoesOn() throws Exception {
        frame.transaction(() -> {
            work.run(() -> node.write("a"));
            assertThat(lock.tryAcquire()).isEmpty();
            assertThatThrownBy(() -> lock.acquire(Duration.ofMillis(100))).isInstanceOf(LockBusyException.class);
            return work.run(() -> node.write("b"));
        });

        assertThat(node.table.committed()).containsExactly("a", "b");
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void afterTheCallAnUnlimitedOneWaitsForTheTransactionToTimeOut() throws Exception {
        // in seconds
        node.transactions.setTransactionTimeout(2);
        node.transactions.begin();
        try {
            work.run(() -> node.write("a"));
            try (LockHandle handle = lock.acquire()) {
                handle.ensureHeld();
                assertThat(node.transactions.getStatus()).isNotEqualTo(Status.STATUS_ACTIVE);
            }
        } finally {
            node.transactions.setTransactionTimeout(0);
            node.transactions.rollback();
        }

        assertThat(node.table.committed()).isEmpty();
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void insideOfTheCallItReenters() throws Exception {
        frame.transaction(() -> work.run(() -> {
            try (LockHandle handle = lock.acquire()) {
                handle.ensureHeld();
            }
            return node.write("a");
        }));

        assertThat(node.table.committed()).containsExactly("a");
        assertThat(node.store.releases()).isEqualTo(1);
    }

    @Test
    void aGuardInsideOfWhatIsHeldByHandReentersAndTheTransactionKeepsItLonger() throws Exception {
        frame.transaction(() -> {
            try (LockHandle handle = lock.acquire()) {
                work.run(() -> node.write("a"));
                handle.ensureHeld();
            }
            assertThat(node.isFree(NAME)).as("before the commit").isFalse();
            return null;
        });

        assertThat(node.table.committed()).containsExactly("a");
        assertThat(node.isFree(NAME)).isTrue();
    }
}
