package io.guarded.cdi;

import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Is the guarded deployment, seen from an interceptor: an interface, so that a passivated one finds it again. */
interface Guards {

    /** Runs an intercepted call under its guard. */
    @Nullable
    Object run(InvocationContext call) throws Exception;

    /** Gives itself: who has a proxy can keep what is behind it, and spare a look at the context with each call. */
    Guards direct();
}
