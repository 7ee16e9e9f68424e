package io.guarded.it.ear.all;

import io.guarded.Guarded;
import io.guarded.LockManager;
import io.guarded.it.app.Gates;
import io.guarded.it.ear.shared.Names;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Is guarded, and calls what is guarded in this module. */
@Path("")
@RequestScoped
public class AllResource {

    @Inject
    AllDoor door;

    @Inject
    Gates gates;

    @Inject
    Names names;

    @Inject
    LockManager locks;

    /** Calls the bean of this module. */
    @POST
    @Path("bean/{name}")
    public void bean(@PathParam("name") String name) {
        door.threading(name);
    }

    /** Is guarded itself. */
    @POST
    @Path("rest/{name}")
    @Guarded(name = "manager:threading:{name}", type = Guarded.THREADING, timeout = Guarded.IMMEDIATE)
    public void rest(@PathParam("name") String name) {
        gates.of(name).pass();
    }

    /** Keeps a lock by its name for all modules. */
    @POST
    @Path("created/{name}")
    public void create(@PathParam("name") String name) {
        names.keep(locks.getOrCreate(name, Guarded.THREADING));
    }

    /** Finds what another module keeps. */
    @GET
    @Path("created/{name}")
    public boolean isFound(@PathParam("name") String name) {
        return locks.find(name).isPresent();
    }
}
