package io.guarded.cdi;

import io.guarded.Guarded.OnLost;
import io.guarded.LockLostException;
import io.guarded.core.Hold;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * The body of one call inside its hold. The outer interceptor leaves it in the call's context data, where the inner one
 * finds it: what is between the two, such as the commit of a transaction, belongs to the call and not to the body.
 */
final class Body {

    private static final String KEY = Body.class.getName();

    private final Hold hold;
    private final OnLost onLost;
    private final Transactions transactions;
    private volatile boolean isCommitRefused;
    private boolean isInterrupted;

    Body(Hold hold, OnLost onLost, Transactions transactions) {
        this.hold = hold;
        this.onLost = onLost;
        this.transactions = transactions;
    }

    /** Goes on with the call, at the outer interceptor. */
    @Nullable
    Object proceed(InvocationContext call) throws Exception {
        if (!BodyInterceptor.IS_NEEDED) {
            return runInside(call);
        }
        if (onLost != OnLost.INTERRUPT && !transactions.arePossible()) {
            return call.proceed();
        }
        call.getContextData().put(KEY, this);
        try {
            return call.proceed();
        } finally {
            call.getContextData().remove(KEY);
        }
    }

    /** Ends a call that failed. If it failed because of what was done about the loss, the loss is the reason to be told. */
    void fail(Throwable failure) {
        if (isCommitRefused || (isInterrupted && failure instanceof InterruptedException)) {
            try {
                hold.finish();
            } catch (LockLostException lost) {
                lost.addSuppressed(failure);
                throw lost;
            }
        }
        hold.finish(failure);
    }

    /** Runs the body itself, at the inner interceptor. */
    static @Nullable Object run(InvocationContext call) throws Exception {
        Body body = (Body) call.getContextData().get(KEY);
        return body == null ? call.proceed() : body.runInside(call);
    }

    private @Nullable Object runInside(InvocationContext call) throws Exception {
        if (onLost == OnLost.SIGNAL) {
            return call.proceed();
        }
        transactions.checkAtCommit(hold, () -> isCommitRefused = true);
        if (onLost == OnLost.FAIL) {
            return call.proceed();
        }
        Interruption interruption = Interruption.ofThisThread();
        Hold.Registration waiting = hold.whenLost(interruption::deliver);
        try {
            return call.proceed();
        } finally {
            waiting.close();
            isInterrupted = interruption.end();
        }
    }
}
