package io.guarded.it.kinds;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Has methods with one lock, and lets only some call them. */
@Stateless
public class RestrictedEjb {

    @Inject
    Gates gates;

    /** Waits inside the guard. */
    @PermitAll
    @Guarded(name = "restricted:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void open(String name) {
        gates.of(name).pass();
    }

    /** Must never run: nobody has the role. */
    @RolesAllowed("nobody")
    @Guarded(name = "restricted:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void closed(String name) {
        gates.of(name).pass();
    }

    /** Waits inside the guard for those who may. */
    @RolesAllowed(MemberEjb.ROLE)
    @Guarded(name = "restricted:{name}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    public void forMembers(String name) {
        gates.of(name).pass();
    }
}
