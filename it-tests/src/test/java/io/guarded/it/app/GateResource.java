package io.guarded.it.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Tells the test who is inside, and lets them go on. */
@Path("gates/{name}")
@RequestScoped
public class GateResource {

    @Inject
    Gates gates;

    /** Says how many wait at the gate. */
    @GET
    public String waiting(@PathParam("name") String name) {
        return Integer.toString(gates.of(name).waiting());
    }

    /** Lets one through. */
    @POST
    public void open(@PathParam("name") String name) {
        gates.of(name).open();
    }
}
