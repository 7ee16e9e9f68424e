package io.guarded.cdi.timers;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Is the call of a timeout method by an EJB container. */
final class Due implements InvocationContext {

    /** What stands around a call. */
    interface Around {
        @Nullable
        Object pass(InvocationContext call) throws Exception;
    }

    private final Object target;
    private final Method method;
    private final Callable<?> next;
    private final Map<String, Object> data = new HashMap<>();

    Due(Object target, Method method, Runnable body) {
        this(target, method, Executors.callable(body));
    }

    private Due(Object target, Method method, Callable<?> next) {
        this.target = target;
        this.method = method;
        this.next = next;
    }

    Due around(Around interceptor) {
        return new Due(target, method, () -> interceptor.pass(this));
    }

    @Override
    public @Nullable Object proceed() throws Exception {
        return next.call();
    }

    @Override
    public Object getTarget() {
        return target;
    }

    @Override
    public Object getTimer() {
        return "bell";
    }

    @Override
    public Method getMethod() {
        return method;
    }

    @Override
    public @Nullable Constructor<?> getConstructor() {
        return null;
    }

    @Override
    public Object[] getParameters() {
        return new Object[0];
    }

    @Override
    public void setParameters(Object[] parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> getContextData() {
        return data;
    }
}
