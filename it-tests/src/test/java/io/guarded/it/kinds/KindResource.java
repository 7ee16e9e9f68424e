package io.guarded.it.kinds;

import io.guarded.LockManager;
import io.guarded.LockName;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;

/** Calls the EJBs, or has them called. */
@Path("kinds")
@RequestScoped
public class KindResource {

    @EJB
    StatefulEjb stateful;

    @EJB
    SingletonEjb singleton;

    @EJB
    Timers timers;

    @Inject
    Wishes wishes;

    @Inject
    LockManager locks;

    /** Calls an EJB, which waits inside its guard. */
    @POST
    @Path("call/{kind}/{name}")
    public void call(@PathParam("kind") String kind, @PathParam("name") String name) {
        switch (kind) {
            case "stateful" -> stateful.pass(name);
            case "removed" -> stateful.remove(name);
            case "singleton" -> singleton.pass(name);
            default -> throw new IllegalArgumentException(kind);
        }
    }

    /** Sets a timer, which waits inside its guard. */
    @POST
    @Path("timer/{name}")
    public void timer(@PathParam("name") String name) {
        timers.set(name);
    }

    /** Has the next run by the calendar wait inside its guard. */
    @POST
    @Path("schedule/{name}")
    public void schedule(@PathParam("name") String name) {
        wishes.put(name);
    }

    /** Needs the lock of a timer. */
    @POST
    @Path("lock/timeout/{name}")
    public void lockTimeout(@PathParam("name") String name) {
        locks.getOrCreate(LockName.of("timeout", name), "redis").run(Duration.ZERO, () -> {});
    }

    /** Needs the lock of the calendar's runs. */
    @POST
    @Path("lock/schedule")
    public void lockSchedule() {
        locks.getOrCreate("schedule", "redis").run(Duration.ZERO, () -> {});
    }
}
