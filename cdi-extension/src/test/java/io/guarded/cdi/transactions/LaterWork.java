package io.guarded.cdi.transactions;

import io.guarded.Guarded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Is guarded by the name of {@link Work}, with work that goes on when the method has returned. */
@ApplicationScoped
public class LaterWork {

    @Guarded(name = Work.NAME, timeout = Guarded.IMMEDIATE)
    public Flow.Publisher<String> publish(Flow.Publisher<String> body) {
        return body;
    }

    @Guarded(name = Work.NAME, timeout = Guarded.IMMEDIATE)
    public Uni<String> promise(Uni<String> body) {
        return body;
    }

    @Guarded(name = Work.NAME, timeout = Guarded.IMMEDIATE)
    public void answer(@Suspended AsyncResponse response, Consumer<AsyncResponse> body) {
        body.accept(response);
    }

    @Guarded(name = Work.NAME, timeout = Guarded.IMMEDIATE)
    @Transactional
    public Flow.Publisher<String> publishTransaction(Callable<Flow.Publisher<String>> body) throws Exception {
        return body.call();
    }
}
