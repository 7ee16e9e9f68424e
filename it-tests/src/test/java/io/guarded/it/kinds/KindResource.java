package io.guarded.it.kinds;

import io.guarded.LockManager;
import io.guarded.LockName;
import io.guarded.it.app.Gates;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Calls the EJBs, or has them called. */
@Path("kinds")
@RequestScoped
public class KindResource {

    @EJB
    StatefulEjb stateful;

    @EJB
    SingletonEjb singleton;

    @EJB
    LockedSingletonEjb lockedSingleton;

    @EJB
    Counter counter;

    @EJB
    Timers timers;

    @EJB
    RestrictedEjb restricted;

    @EJB
    MemberEjb member;

    @EJB
    AsynchronousEjb asynchronous;

    @Inject
    Wishes wishes;

    @Inject
    Refused refused;

    @Inject
    LockManager locks;

    @Inject
    Gates gates;

    /** Calls an EJB, which waits inside its guard. */
    @POST
    @Path("call/{kind}/{name}")
    public void call(@PathParam("kind") String kind, @PathParam("name") String name) {
        wishes.called(name);
        switch (kind) {
            case "stateful" -> stateful.pass(name);
            case "removed" -> stateful.remove(name);
            case "singleton" -> singleton.pass(name);
            case "locked" -> lockedSingleton.pass(name);
            case "shared" -> lockedSingleton.read(name);
            case "local" -> counter.pass(name);
            case "open" -> restricted.open(name);
            case "closed" -> restricted.closed(name);
            case "members" -> restricted.forMembers(name);
            case "member" -> member.call(name);
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

    /** Says how many calls have come, be they inside or not. */
    @GET
    @Path("calls/{name}")
    public int calls(@PathParam("name") String name) {
        return wishes.calls(name);
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
        locks.getOrCreate("schedule", "threading").run(Duration.ZERO, () -> {});
    }

    /** Says how a call ends that the container refuses. */
    @POST
    @Path("refusal/{kind}/{name}")
    public String refusal(@PathParam("kind") String kind, @PathParam("name") String name) {
        try {
            call(kind, name);
            return "none";
        } catch (EJBException refusal) {
            return refusal.getClass().getSimpleName();
        }
    }

    /** Holds the lock of a timer at a gate. */
    @POST
    @Path("hold/timeout/{name}")
    public void holdTimeout(@PathParam("name") String name) {
        locks.getOrCreate(LockName.of("timeout", name), "redis")
                .run(Duration.ZERO, () -> gates.of(name).pass());
    }

    /** Says whether a timer was told that its lock is busy. */
    @GET
    @Path("refused/timeout/{name}")
    public boolean isTimerRefused(@PathParam("name") String name) {
        return refused.has(LockName.of("timeout", name).toString());
    }

    /** Waits for the end of an asynchronous method. */
    @POST
    @Path("asynchronous/{kind}/{name}")
    public String asynchronous(@PathParam("kind") String kind, @PathParam("name") String name) throws Exception {
        if (kind.equals("void")) {
            asynchronous.start(name);
            return "started";
        }
        try {
            return asynchronous.run(name).get(1, TimeUnit.MINUTES);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }
}
