package io.guarded.benchmarks;

import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

@Interceptor
@Nothing
class NothingInterceptor {

    @AroundInvoke
    Object proceed(InvocationContext invocation) throws Exception {
        return invocation.proceed();
    }
}
