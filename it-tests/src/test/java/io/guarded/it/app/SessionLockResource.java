package io.guarded.it.app;

import io.guarded.Guarded;
import io.guarded.LockInfo;
import io.guarded.LockManager;
import io.guarded.LockName;
import io.guarded.NamedLock;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** Is the lock of a chat's session by hand, as an operator has it. */
@Path("session-lock/{user}/{session}")
@RequestScoped
public class SessionLockResource {

    @Inject
    LockManager locks;

    /** Tells whether it is held. */
    @GET
    public String isLocked(@PathParam("user") String user, @PathParam("session") String session) {
        return String.valueOf(lock(user, session).isLocked());
    }

    /** Tells who holds it: the id of the hold, or nothing. */
    @GET
    @Path("id")
    public String id(@PathParam("user") String user, @PathParam("session") String session) {
        String name = lock(user, session).name();
        return locks.locks().stream()
                .filter(lock -> lock.name().equals(name))
                .map(LockInfo::id)
                .findFirst()
                .orElse("");
    }

    /** Takes it from a hold. Its id has a colon, which not every server takes in a path. */
    @DELETE
    public String forceRelease(
            @PathParam("user") String user, @PathParam("session") String session, @QueryParam("id") String id) {
        return String.valueOf(lock(user, session).forceRelease(id));
    }

    private NamedLock lock(String user, String session) {
        return locks.getOrCreate(LockName.of("session", user, session), Guarded.REDIS);
    }
}
