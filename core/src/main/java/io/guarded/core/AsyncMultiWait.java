package io.guarded.core;

import io.guarded.LockHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for several locks, one after the other and without a thread. Whatever ends it early gives all back. */
final class AsyncMultiWait {

    private final Gates gates;
    private final String name;
    private final List<Definition> definitions;
    private final Budget budget;
    private final CompletableFuture<LockHandle> future = new CompletableFuture<>();
    private final List<Handle> taken = new ArrayList<>();

    /** Guarded by this: the wait for the next one. */
    private @Nullable CompletableFuture<LockHandle> waiting;

    AsyncMultiWait(Gates gates, String name, List<Definition> definitions, Budget budget) {
        this.gates = gates;
        this.name = name;
        this.definitions = definitions;
        this.budget = budget;
    }

    CompletableFuture<LockHandle> start() {
        next();
        Answers.then(future, (handle, failure) -> cancelWaiting());
        return future;
    }

    private void next() {
        if (taken.size() == definitions.size()) {
            give();
            return;
        }
        CompletableFuture<LockHandle> wait = AsyncWait.start(gates, definitions.get(taken.size()), budget.remaining());
        synchronized (this) {
            waiting = wait;
        }
        if (future.isDone()) {
            cancelWaiting();
        }
        Answers.then(wait, this::answered);
    }

    private void cancelWaiting() {
        CompletableFuture<LockHandle> current;
        synchronized (this) {
            current = waiting;
        }
        if (current != null) {
            current.cancel(false);
        }
    }

    private void answered(@Nullable LockHandle handle, @Nullable Throwable failure) {
        if (handle instanceof Handle one) {
            taken.add(one);
            next();
        } else if (failure != null) {
            giveBack();
            future.completeExceptionally(failure);
        }
    }

    private void give() {
        MultiHandle all = new MultiHandle(name, taken);
        try {
            all.ensureHeld();
        } catch (RuntimeException oneIsLost) {
            giveBack();
            future.completeExceptionally(oneIsLost);
            return;
        }
        if (!future.complete(all)) {
            giveBack();
        }
    }

    private void giveBack() {
        for (int i = taken.size() - 1; i >= 0; i--) {
            taken.get(i).giveBack();
        }
    }
}
