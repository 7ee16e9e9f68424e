package io.guarded.cdi.transactions;

import io.guarded.Guarded;
import io.guarded.Guarded.OnLost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Is guarded by one name in all ways; a wait for oneself would show as a refusal. Public as {@link Frame}. */
@ApplicationScoped
public class Work {

    static final String NAME = "row";

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE)
    public <T> T run(Callable<T> body) throws Exception {
        return body.call();
    }

    @Guarded(name = NAME, timeout = Guarded.UNLIMITED)
    public <T> T runPatiently(Callable<T> body) throws Exception {
        return body.call();
    }

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE, onLost = OnLost.SIGNAL)
    public <T> T runSignalled(Callable<T> body) throws Exception {
        return body.call();
    }

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE, onLost = OnLost.INTERRUPT)
    public <T> T runInterruptibly(Callable<T> body) throws Exception {
        return body.call();
    }

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE, onLost = OnLost.SIGNAL)
    public CompletableFuture<String> startSignalled(CompletableFuture<String> work) {
        return work;
    }

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE)
    public CompletableFuture<String> start(CompletableFuture<String> work) {
        return work;
    }

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE)
    @Transactional
    public <T> T runTransaction(Callable<T> body) throws Exception {
        return body.call();
    }

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE, onLost = OnLost.INTERRUPT)
    @Transactional
    public <T> T runTransactionInterruptibly(Callable<T> body) throws Exception {
        return body.call();
    }

    @Guarded(name = NAME, timeout = Guarded.IMMEDIATE, onLost = OnLost.SIGNAL)
    @Transactional
    public <T> T runTransactionSignalled(Callable<T> body) throws Exception {
        return body.call();
    }
}
