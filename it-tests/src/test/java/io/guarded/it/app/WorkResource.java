package io.guarded.it.app;

import io.guarded.LockManager;
import io.guarded.LockName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;

/** Calls what is guarded in other ways than as a resource. */
@Path("work")
@RequestScoped
public class WorkResource {

    @Inject
    GuardedBean bean;

    @Inject
    GuardedEjb ejb;

    @Inject
    LockManager locks;

    @Inject
    Gates gates;

    /** Calls the CDI bean. */
    @POST
    @Path("cdi/threading/{name}")
    public void cdiThreading(@PathParam("name") String name) {
        bean.threading(name);
    }

    /** Calls the CDI bean. */
    @POST
    @Path("cdi/redis/{name}")
    public void cdiRedis(@PathParam("name") String name) {
        bean.redis(name);
    }

    /** Calls the EJB. */
    @POST
    @Path("ejb/threading/{name}")
    public void ejbThreading(@PathParam("name") String name) {
        ejb.threading(name);
    }

    /** Calls the EJB. */
    @POST
    @Path("ejb/redis/{name}")
    public void ejbRedis(@PathParam("name") String name) {
        ejb.redis(name);
    }

    /** Calls the EJB, which fails. */
    @POST
    @Path("ejb/failure")
    public void ejbFailure() {
        ejb.fail();
    }

    /** Waits inside a lock that is acquired by hand. */
    @POST
    @Path("manager/{type}/{name}")
    public void manager(@PathParam("type") String type, @PathParam("name") String name) {
        locks.getOrCreate(LockName.of("manager", type, name), type)
                .run(Duration.ZERO, () -> gates.of(name).pass());
    }
}
