package io.guarded.it.wrong;

import io.guarded.Guarded;
import io.guarded.LockManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Has a guard and no scope: some servers make it a bean all the same, others do not. */
@Path("no-bean")
public class NoBeanResource {

    /** Tells whether its own lock is held while it runs. */
    @GET
    @Guarded(name = "no-bean", type = Guarded.THREADING)
    public String isGuarded() {
        LockManager locks = CDI.current().select(LockManager.class).get();
        return locks.getOrCreate("no-bean", Guarded.THREADING).isLocked() ? "guarded" : "unguarded";
    }
}
