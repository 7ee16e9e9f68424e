package io.guarded.it.app;

import io.guarded.Guarded;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Is guarded as a REST resource. */
@Path("work/rest")
@RequestScoped
public class GuardedResource {

    @Inject
    Gates gates;

    /** Waits inside the guard of this JVM. */
    @POST
    @Path("threading/{name}")
    @Guarded(name = "rest:threading:{name}", type = Guarded.THREADING, timeout = Guarded.IMMEDIATE)
    public void threading(@PathParam("name") String name) {
        gates.of(name).pass();
    }

    /** Waits inside the guard of Redis. */
    @POST
    @Path("redis/{name}")
    @Guarded(name = "rest:redis:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void redis(@PathParam("name") String name) {
        gates.of(name).pass();
    }
}
