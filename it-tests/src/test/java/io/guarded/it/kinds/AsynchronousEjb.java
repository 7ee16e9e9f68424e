package io.guarded.it.kinds;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.concurrent.Future;

/** Runs on threads of the container. */
@Stateless
@Asynchronous
@Guarded(name = "asynchronous:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
public class AsynchronousEjb {

    @Inject
    Gates gates;

    /** Waits inside the guard, and tells nobody. */
    public void start(String name) {
        gates.of(name).pass();
    }

    /** Waits inside the guard. */
    public Future<String> run(String name) {
        gates.of(name).pass();
        return new AsyncResult<>("done");
    }
}
