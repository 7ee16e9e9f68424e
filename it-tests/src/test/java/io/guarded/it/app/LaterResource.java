package io.guarded.it.app;

import io.guarded.Guarded;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;

/** Answers on another thread, after its methods have returned. */
@Path("later")
@RequestScoped
public class LaterResource {

    @Inject
    Gates gates;

    @Inject
    Script script;

    @Inject
    LaterEjb ejb;

    @Inject
    LaterBean bean;

    @Resource
    ManagedExecutorService executor;

    /** Answers when the gate lets it. */
    @POST
    @Path("suspended/{name}")
    @Guarded(name = "suspended:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void suspended(@PathParam("name") String name, @Suspended AsyncResponse response) {
        Gate gate = gates.of(name);
        executor.execute(() -> {
            gate.pass();
            response.resume("done");
        });
    }

    /** Gives the server a stage, which completes when the gate lets it. */
    @POST
    @Path("stage/{name}")
    @Guarded(name = "stage:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public CompletionStage<String> stage(@PathParam("name") String name) {
        Gate gate = gates.of(name);
        return executor.supplyAsync(() -> {
            gate.pass();
            return "done";
        });
    }

    /** Sends the words of the script. */
    @POST
    @Path("events/{name}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Guarded(name = "events:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void events(@PathParam("name") String name, @Context SseEventSink sink, @Context Sse sse) {
        Script words = script;
        executor.execute(() -> send(words, name, sink, sse));
    }

    private static void send(Script script, String name, SseEventSink sink, Sse sse) {
        try (sink) {
            for (String word = script.next("events", name);
                    !word.isEmpty() && !sink.isClosed();
                    word = script.next("events", name)) {
                sink.send(sse.newEvent(word)).toCompletableFuture().join();
            }
        }
    }

    /** Starts the EJB's asynchronous method and does not wait for it. */
    @POST
    @Path("ejb/{name}")
    public String ejb(@PathParam("name") String name) {
        return String.valueOf(ejb.run(name).isDone());
    }

    /** Starts the bean's asynchronous method and does not wait for it. */
    @POST
    @Path("bean/{name}")
    public String bean(@PathParam("name") String name) {
        return String.valueOf(bean.run(name).isDone());
    }
}
