package io.guarded.it.app;

import io.guarded.Guarded;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/** Runs on a thread of Jakarta Concurrency. */
@ApplicationScoped
public class LaterBean {

    @Inject
    Gates gates;

    /** Waits inside its guard. */
    @Asynchronous
    @Guarded(name = "bean-later:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public CompletableFuture<String> run(String name) {
        gates.of(name).pass();
        return Asynchronous.Result.complete("done");
    }
}
