package io.guarded.cdi;

import io.guarded.LockException;
import io.guarded.core.Hold;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Is the hold of a guard: what it throws or ends with says which guard that is, also after the call has returned. */
final class GuardsHold extends ForwardingHold {

    private final Refusal refusal;

    GuardsHold(Hold hold, Refusal refusal) {
        super(hold);
        this.refusal = refusal;
    }

    /** Says of a failure that is about a hold which guard's that is, if it is one's. */
    static <E extends LockException> E told(Hold hold, E failure) {
        if (hold instanceof GuardsHold ours) {
            ours.tell(failure);
        }
        return failure;
    }

    @Override
    public void finish() {
        try {
            super.finish();
        } catch (LockException failure) {
            tell(failure);
            throw failure;
        }
    }

    @Override
    public CompletableFuture<Void> release() {
        return super.release().whenComplete((done, problem) -> tell(problem));
    }

    @Override
    public Stay enter() {
        try {
            return super.enter();
        } catch (LockException failure) {
            tell(failure);
            throw failure;
        }
    }

    @Override
    public void ensureHeld() {
        try {
            super.ensureHeld();
        } catch (LockException failure) {
            tell(failure);
            throw failure;
        }
    }

    private void tell(@Nullable Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (cause instanceof LockException failure) {
            refusal.tell(failure, lockName());
        }
    }
}
