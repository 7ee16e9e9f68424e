package io.guarded.cdi.transactions;

import static io.guarded.cdi.transactions.Work.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockLostException;
import jakarta.transaction.RollbackException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams, items and answers that are due later keep their lock as the work does, and as the transaction does. */
class LaterWorkTest {

    private final Node node = new Node(LaterWork.class, Work.class, Frame.class);
    private final LaterWork work = node.get(LaterWork.class);
    private final Frame frame = node.get(Frame.class);

    @AfterEach
    void end() {
        node.close();
    }

    private static void endElsewhere(Later.Ends later) throws Exception {
        Node.elsewhere(Executors.callable(later.end()));
        assertThat(later.seen().get(30, TimeUnit.SECONDS)).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource(Later.class)
    void workThatOutlivesItsTransactionKeepsTheLock(Later kind) throws Exception {
        Later.Ends later = frame.transaction(() -> {
            node.write("a");
            return kind.start(work);
        });

        assertThat(node.table.committed()).containsExactly("a");
        assertThat(node.isFree(NAME)).as("after the commit").isFalse();
        endElsewhere(later);
        assertThat(node.isFree(NAME)).as("after the work").isTrue();
    }

    @ParameterizedTest
    @EnumSource(Later.class)
    void aTransactionThatOutlivesTheWorkKeepsTheLock(Later kind) throws Exception {
        Probe<Boolean> isFreeAtCommit = Probe.atEnd(node.table, () -> node.isFree(NAME));

        frame.transaction(() -> {
            node.write("a");
            endElsewhere(kind.start(work));
            assertThat(node.isFree(NAME)).as("before the commit").isFalse();
            return null;
        });

        assertThat(isFreeAtCommit.seen()).containsExactly(false);
        assertThat(node.isFree(NAME)).as("after it").isTrue();
    }

    @ParameterizedTest
    @EnumSource(Later.class)
    void theSameTransactionReentersWhileTheWorkGoesOn(Later kind) throws Exception {
        Later.Ends later = frame.transaction(() -> {
            Later.Ends begun = kind.start(work);
            assertThat(node.get(Work.class).run(() -> "again")).isEqualTo("again");
            return begun;
        });

        endElsewhere(later);
        assertThat(node.isFree(NAME)).isTrue();
        assertThat(node.store.releases()).as("with the look's one").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Later.class)
    void whatWasWrittenUnderALockThatWasLostBeforeTheCommitIsRolledBack(Later kind) throws Exception {
        node.transactions.begin();
        node.write("a");
        Later.Ends later = kind.start(work);
        node.lose(NAME);

        assertThatThrownBy(node.transactions::commit).isInstanceOf(RollbackException.class);

        assertThat(node.table.committed()).isEmpty();
        Node.elsewhere(Executors.callable(later.end()));
        if (kind != Later.RESPONSE) {
            assertThatThrownBy(() -> later.seen().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(LockLostException.class);
        }
        assertThat(node.isFree(NAME)).isTrue();
    }

    @Test
    void aLossAfterTheCommitIsToldByTheStream() throws Exception {
        Later.Ends later = frame.transaction(() -> {
            node.write("a");
            return Later.PUBLISHER.start(work);
        });
        node.lose(NAME);

        Node.elsewhere(Executors.callable(later.end()));

        assertThatThrownBy(() -> later.seen().get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(LockLostException.class);
        assertThat(node.table.committed()).containsExactly("a");
    }

    @Test
    void aTransactionalMethodCommitsBeforeItsStreamBegins() throws Exception {
        Later.Body body = new Later.Body();

        Flow.Publisher<String> stream = work.publishTransaction(() -> {
            node.write("a");
            return body;
        });

        assertThat(node.table.committed()).containsExactly("a");
        assertThat(node.isFree(NAME)).as("until the stream has ended").isFalse();
        endElsewhere(Later.subscribed(stream, body));
        assertThat(node.isFree(NAME)).isTrue();
    }
}
