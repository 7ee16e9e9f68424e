package io.guarded.it.kinds;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;

/** Calls what only members may call, as one. */
@Stateless
@RunAs(MemberEjb.ROLE)
public class MemberEjb {

    static final String ROLE = "member";

    @EJB
    RestrictedEjb restricted;

    @PermitAll
    public void call(String name) {
        restricted.forMembers(name);
    }
}
