package io.guarded.cdi;

import io.guarded.Guarded;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Stands just inside of transactions (which begin at PLATFORM_BEFORE + 200), so that it sees the one in which the body runs
 * and what it does about a lost lock concerns the body and never the commit.
 */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 201)
class BodyInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Where there can be no transactions nothing is between the two interceptors, and the outer one does it all. */
    static final boolean IS_NEEDED = TransactionsLookup.isApiPresent();

    @AroundInvoke
    @AroundTimeout
    @Nullable
    Object run(InvocationContext call) throws Exception {
        return Body.run(call);
    }
}
