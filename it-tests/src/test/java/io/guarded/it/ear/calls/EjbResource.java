package io.guarded.it.ear.calls;

import io.guarded.cdi.GuardedExtension;
import io.guarded.it.ear.ejb.DoorEjb;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Calls what is guarded in the module of the EJBs. */
@Path("ejb")
@RequestScoped
public class EjbResource {

    @EJB
    DoorEjb ejb;

    @Inject
    BeanManager beans;

    /** Calls the EJB that is guarded in this JVM. */
    @POST
    @Path("threading/{name}")
    public void threading(@PathParam("name") String name) {
        ejb.threading(name);
    }

    /** Calls the EJB that is guarded by Redis. */
    @POST
    @Path("redis/{name}")
    public void redis(@PathParam("name") String name) {
        ejb.redis(name);
    }

    /** Says whether the table that this module sees has the EJB. */
    @GET
    @Path("table")
    public boolean isInTable() throws NoSuchMethodException {
        return beans.getExtension(GuardedExtension.class)
                .isGuarded(DoorEjb.class, DoorEjb.class.getMethod("threading", String.class));
    }
}
