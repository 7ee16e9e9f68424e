package io.guarded.cdi.reentrancy;

import io.guarded.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/** Another bean with the name of {@link Account}, made of something else. */
@ApplicationScoped
public class Book {

    @Guarded(name = "account:{account}", timeout = Guarded.IMMEDIATE)
    public <T> T note(Callable<T> body, long account) throws Exception {
        return body.call();
    }
}
