package io.guarded.cdi;

import io.guarded.LockManager;
import jakarta.interceptor.InvocationContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs each intercepted call under the guard of its row, with the manager that the application sees. */
final class GuardedCalls implements Guards {

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

    @Override
    public Guards direct() {
        return this;
    }

    @Override
    public @Nullable Object run(InvocationContext call) throws Exception {
        GuardRow row = table.row(call.getTarget().getClass(), call.getMethod());
        surroundings.look();
        return row.run(call, manager.get(), surroundings, transactions.get());
    }
}
