package io.guarded.it.tx;

import io.guarded.LockException;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Calls what is guarded in a transaction of its own. */
@Stateless
public class Caller {

    @EJB
    ContainerManaged guarded;

    @Inject
    Rows rows;

    /** Writes a row of another name, and fails if the lock of the first is busy. */
    public void writeAlso(String name, String busy) {
        rows.insert(name);
        try {
            guarded.write(busy);
        } catch (LockException refused) {
            throw refused;
        } catch (RuntimeException wrapped) {
            throw new IllegalStateException("wrapped", wrapped);
        }
    }

    /** Goes on although the lock of the second name is busy: the refusal alone rolls back. */
    public void writeAndCatch(String name, String busy) {
        rows.insert(name);
        try {
            guarded.write(busy);
        } catch (LockException refused) {
            // the transaction is marked
        }
    }

    /** Goes on although the second name cannot be locked, and says what came of it; no name is that of nobody. */
    public String refusal(String name, @Nullable String wanted) {
        rows.insert(name);
        try {
            guarded.write(wanted);
            return "written";
        } catch (RuntimeException refused) {
            return refused.getClass().getSimpleName();
        }
    }

    /** Has two calls of one name in one transaction. */
    public void writeTwice(String name, boolean fails) {
        guarded.insert(name);
        guarded.insert(name);
        rows.waitAtGate(name);
        if (fails) {
            throw new IllegalStateException("own");
        }
    }

    /** Needs the lock that its own transaction keeps, in another one. */
    public int countApart(String name) {
        guarded.count(name);
        return guarded.countApart(name);
    }
}
