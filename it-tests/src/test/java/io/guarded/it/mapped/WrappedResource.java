package io.guarded.it.mapped;

import io.guarded.it.app.GuardedBean;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls what is guarded through something that wraps its refusals. */
@Path("wrapped")
@RequestScoped
public class WrappedResource {

    @Inject
    GuardedBean bean;

    @Inject
    WrappedEjb ejb;

    /** Nothing wraps it. */
    @POST
    @Path("not/{name}")
    public void direct(@PathParam("name") String name) {
        bean.redis(name);
    }

    /** Its thread is interrupted before it comes to the lock, as at a shutdown. */
    @POST
    @Path("interrupted/{name}")
    public void interrupted(@PathParam("name") String name) {
        Thread.currentThread().interrupt();
        try {
            bean.redis(name);
        } finally {
            // the thread is the server's
            boolean unused = Thread.interrupted();
        }
    }

    /** An EJB's container wraps what the EJB has wrapped. */
    @POST
    @Path("twice/{name}")
    public void twice(@PathParam("name") String name) {
        ejb.call(name);
    }

    /** An EJBException wraps it. */
    @POST
    @Path("ejb/{name}")
    public void ejb(@PathParam("name") String name) {
        ejb.callAsContainersDo(name);
    }

    /** Joining a future wraps it. */
    @POST
    @Path("joined/{name}")
    public void joined(@PathParam("name") String name) {
        failed(name).toCompletableFuture().join();
    }

    /** The server gets the stage itself. */
    @POST
    @Path("stage/{name}")
    public CompletionStage<String> stage(@PathParam("name") String name) {
        return failed(name);
    }

    private CompletionStage<String> failed(String name) {
        return CompletableFuture.completedFuture(name).thenApply(guarded -> {
            bean.redis(guarded);
            return guarded;
        });
    }

    /** A proxy wraps it whose handler throws what is checked. */
    @POST
    @Path("proxy/{name}")
    public void proxy(@PathParam("name") String name) {
        InvocationHandler handler = (self, method, arguments) -> {
            try {
                bean.redis(name);
                return null;
            } catch (RuntimeException refused) {
                throw new java.lang.reflect.UndeclaredThrowableException(refused);
            }
        };
        Runnable call = (Runnable) Proxy.newProxyInstance(
                WrappedResource.class.getClassLoader(), new Class<?>[] {Runnable.class}, handler);
        call.run();
    }
}
