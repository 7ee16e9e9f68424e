package io.guarded.cdi;

import io.guarded.Guarded;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
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
    private transient @Nullable Guards direct;

    @Inject
    GuardedInterceptor(Guards guards) {
        this.guards = guards;
    }

    @AroundInvoke
    @AroundTimeout
    @Nullable
    Object guard(InvocationContext call) throws Exception {
        Guards known = direct;
        if (known == null) {
            known = guards.direct();
            direct = known;
        }
        return known.run(call);
    }
}
