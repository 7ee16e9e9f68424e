package io.guarded.cdi;

import io.guarded.core.BeanLookup;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transactions of the server at the first guarded call: in JNDI, which has them only for threads of the
 * application and so is asked again until it says something; else among the beans.
 */
final class TransactionsLookup implements Supplier<Transactions> {

    private static final List<String> NAMES =
            List.of("java:comp/TransactionSynchronizationRegistry", "java:jboss/TransactionSynchronizationRegistry");

    private static final Transactions NONE = new Transactions.None();

    private final BeanLookup beans;
    private volatile boolean hasNaming = true;
    private volatile @Nullable Transactions found;

    TransactionsLookup(BeanLookup beans) {
        this.beans = beans;
        if (!isApiPresent()) {
            found = NONE;
        }
    }

    /** Tells whether there could be transactions at all. */
    static boolean isApiPresent() {
        try {
            return TransactionSynchronizationRegistry.class.getName() != null;
        } catch (NoClassDefFoundError absent) {
            return false;
        }
    }

    @Override
    public Transactions get() {
        Transactions known = found;
        return known == null ? look() : known;
    }

    private Transactions look() {
        Optional<TransactionSynchronizationRegistry> registry = inNaming();
        if (registry.isEmpty()) {
            registry = beans.find(TransactionSynchronizationRegistry.class);
        }
        Transactions seen = registry.<Transactions>map(JtaTransactions::new).orElse(NONE);
        return seen == NONE && hasNaming ? NONE : keep(seen);
    }

    /** All calls have to use the same one, which knows what transactions keep. */
    private synchronized Transactions keep(Transactions seen) {
        Transactions first = found == null ? seen : found;
        found = first;
        return first;
    }

    private Optional<TransactionSynchronizationRegistry> inNaming() {
        return hasNaming
                ? NAMES.stream().map(this::named).flatMap(Optional::stream).findFirst()
                : Optional.empty();
    }

    @SuppressWarnings("BanJNDI") // constant names, which the server alone fills
    private Optional<TransactionSynchronizationRegistry> named(String name) {
        try {
            return new InitialContext().lookup(name) instanceof TransactionSynchronizationRegistry registry
                    ? Optional.of(registry)
                    : Optional.empty();
        } catch (NoInitialContextException never) {
            hasNaming = false;
            return Optional.empty();
        } catch (NamingException notHere) {
            return Optional.empty();
        }
    }
}
