package io.guarded.cdi.transactions;

import static io.guarded.cdi.transactions.Work.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.cdi.modules.Naming;
import org.junit.jupiter.api.Test;

/** A lock that a transaction keeps belongs to it in all modules of the application. */
class ModulesTest {

    @Test
    void theSameTransactionReentersInAnotherModule() throws Exception {
        try (Naming naming = Naming.of("shop");
                Node one = new Node(Work.class, Frame.class);
                Node two = new Node(Work.class, Frame.class)) {
            Work other = two.get(Work.class);

            one.get(Frame.class).transaction(() -> {
                one.get(Work.class).run(() -> "kept");
                assertThat(one.isFree(NAME)).isFalse();
                return assertThat(other.run(() -> "again")).isEqualTo("again");
            });

            assertThat(one.isFree(NAME)).isTrue();
        }
    }
}
