package io.guarded.cdi;

import io.guarded.Guarded;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every guarded method and timeout, outside of transactions (which begin at PLATFORM_BEFORE + 200), where
 * Jakarta Concurrency 3.2 puts its {@code @Lock}. Serializable, because beans of passivating scopes carry it with them.
 */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class GuardedInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the proxy of a normal scope, which is serializable
    private final Guards guards;

    /** Not kept when the bean is passivated; threads that share the interceptor find the same one. */
    private transient @Nullable GuardedCalls calls;

    /** The row of the method that was called first, which in most beans is the only one. Not kept when the bean is passivated. */
    @SuppressWarnings("serial")
    private transient @Nullable Known first;

    private record Known(Method method, GuardRow row) {}

    @Inject
    GuardedInterceptor(Guards guards) {
        this.guards = guards;
    }

    @AroundInvoke
    @AroundTimeout
    @Nullable
    Object guard(InvocationContext call) throws Exception {
        GuardedCalls known = calls;
        if (known == null) {
            known = guards.calls();
            calls = known;
        }
        return known.run(row(known, call), call);
    }

    @SuppressWarnings(
            "ReferenceEquality") // with another object for the same method, its row is looked for as for any other
    private GuardRow row(GuardedCalls known, InvocationContext call) {
        Known kept = first;
        if (kept != null && kept.method == call.getMethod()) {
            return kept.row;
        }
        GuardRow row = known.row(call);
        if (kept == null) {
            first = new Known(call.getMethod(), row);
        }
        return row;
    }
}
