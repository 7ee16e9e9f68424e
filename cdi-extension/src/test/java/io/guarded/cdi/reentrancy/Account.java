package io.guarded.cdi.reentrancy;

import io.guarded.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Is guarded by one name in several ways. Public: Weld does not intercept a package-private method of a bean that runs. */
@ApplicationScoped
public class Account {

    static final String NAME = "account:{id}";
    static final long SHORT_MILLIS = 300;

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE)
    public <T> T change(String id, Callable<T> body) throws Exception {
        return body.call();
    }

    @Guarded(name = NAME, timeout = SHORT_MILLIS, unit = TimeUnit.MILLISECONDS)
    public <T> T changeSoon(String id, Callable<T> body) throws Exception {
        return body.call();
    }

    @Guarded(name = NAME, timeout = Guarded.UNLIMITED)
    public <T> T changeSometime(String id, Callable<T> body) throws Exception {
        return body.call();
    }
}
