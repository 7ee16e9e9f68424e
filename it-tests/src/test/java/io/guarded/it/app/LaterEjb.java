package io.guarded.it.app;

import io.guarded.Guarded;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.concurrent.Future;

/** Runs on a thread of the EJB container. */
@Stateless
public class LaterEjb {

    @Inject
    Gates gates;

    /** Waits inside its guard. */
    @Asynchronous
    @Guarded(name = "ejb-later:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public Future<String> run(String name) {
        gates.of(name).pass();
        return new AsyncResult<>("done");
    }
}
