package io.guarded.cdi;

import io.guarded.LockManager;
import jakarta.interceptor.InvocationContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs each intercepted call under the guard of its row, with the manager that the application sees. */
final class GuardedCalls {

    private final GuardTable table;
    private final Supplier<LockManager> manager;
    private final ServerSurroundings surroundings;
    private final Supplier<Transactions> transactions;

    GuardedCalls(
            GuardTable table,
            Supplier<LockManager> manager,
            ServerSurroundings surroundings,
            Supplier<Transactions> transactions) {
        this.table = table;
        this.manager = manager;
        this.surroundings = surroundings;
        this.transactions = transactions;
    }

    /**
     * Finds the row of a call, which is that of all calls of the method on this bean.
     *
     * @throws io.guarded.LockDefinitionException if there is none and none can be made
     */
    GuardRow row(InvocationContext call) {
        return table.row(call.getTarget().getClass(), call.getMethod());
    }

    /** Runs an intercepted call under the guard of its row. */
    @Nullable
    Object run(GuardRow row, InvocationContext call) throws Exception {
        surroundings.look();
        return row.run(call, manager.get(), surroundings, transactions.get());
    }
}
