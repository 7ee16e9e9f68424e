package io.guarded.cdi;

import io.guarded.Guarded.OnLost;
import io.guarded.LockBusyException;
import io.guarded.LockException;
import io.guarded.LockManager;
import io.guarded.NamedLock;
import io.guarded.core.Hold;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** What the table knows of one method of one bean class: how to name, wait for and end its hold. */
record GuardRow(
        boolean isEnabled,
        LockSource locks,
        WaitTime waitTime,
        BusyAnswer whenBusy,
        Span span,
        @Nullable Carrier carrier,
        OnLost onLost,
        Refusal refusal) {

    /** Runs the body inside a hold. A body never begins without one. */
    @Nullable
    Object run(InvocationContext call, LockManager manager, Surroundings surroundings, Transactions transactions)
            throws Exception {
        if (!isEnabled) {
            return call.proceed();
        }
        NamedLock lock = locks.lock(manager, call);
        try {
            return run(lock, call, surroundings, transactions);
        } catch (LockException failure) {
            refusal.tell(failure, lock.name());
            throw failure;
        }
    }

    private @Nullable Object run(
            NamedLock lock, InvocationContext call, Surroundings surroundings, Transactions transactions)
            throws Exception {
        Hold acquired;
        try {
            acquired = refusal.measured(acquire(lock, transactions));
        } catch (LockBusyException busy) {
            return whenBusy.to(refusal.of(busy));
        }
        Hold hold = new GuardsHold(onLost == OnLost.SIGNAL ? new SignalledHold(acquired) : acquired, refusal);
        if (carrier != null) {
            carrier.attach(call, hold, surroundings);
        }
        Object result = proceed(call, hold, new Body(hold, onLost, transactions));
        if (carrier != null) {
            hold.leave();
            return result;
        }
        if (result == null) {
            hold.finish();
            return null;
        }
        return span.extend(result, hold, surroundings);
    }

    private Hold acquire(NamedLock lock, Transactions transactions) {
        return transactions.arePossible()
                ? transactions.acquire(lock.name(), onLost, () -> acquire(lock))
                : acquire(lock);
    }

    private Hold acquire(NamedLock lock) {
        return PlainHold.of(waitTime.limit() == null ? lock.acquire() : lock.acquire(waitTime.limit()));
    }

    private static @Nullable Object proceed(InvocationContext call, Hold hold, Body body) throws Exception {
        try (Hold.Stay inside = CurrentGuard.within(hold)) {
            return body.proceed(call);
        } catch (Throwable failure) {
            body.fail(failure);
            throw failure;
        }
    }
}
