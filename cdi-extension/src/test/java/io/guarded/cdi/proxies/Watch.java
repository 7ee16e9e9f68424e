package io.guarded.cdi.proxies;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An interceptor that has nothing to do with this module: notes the methods whose calls it is told of. */
@Seen
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class Watch {

    static final List<String> CALLS = new CopyOnWriteArrayList<>();

    @AroundInvoke
    Object see(InvocationContext call) throws Exception {
        CALLS.add(call.getMethod().getName());
        return call.proceed();
    }
}
