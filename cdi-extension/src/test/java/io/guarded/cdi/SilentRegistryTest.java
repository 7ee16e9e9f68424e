package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded.OnLost;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.Hold;
import io.guarded.core.LockManagers;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** WildFly takes synchronizations of a transaction that is to roll back, and never calls them. */
class SilentRegistryTest {

    private static TransactionSynchronizationRegistry silent() {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                SilentRegistryTest.class.getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getTransactionStatus" -> Status.STATUS_MARKED_ROLLBACK;
                    case "getTransactionKey" -> "key";
                    default -> null;
                });
    }

    @Test
    void theLockIsFreeWhenTheCallHasEnded() {
        MemoryProvider store = new MemoryProvider();
        try (CloseableLockManager manager = LockManagers.of(store)) {
            NamedLock lock = manager.getOrCreate("n");
            Transactions transactions = new JtaTransactions(silent());

            Hold hold = transactions.acquire("n", OnLost.FAIL, () -> PlainHold.of(lock.acquire()));
            assertThat(store.isEmpty()).isFalse();
            transactions.checkAtCommit(hold, () -> {});
            hold.finish();

            assertThat(store.isEmpty()).isTrue();
        }
    }
}
