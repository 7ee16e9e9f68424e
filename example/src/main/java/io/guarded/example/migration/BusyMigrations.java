package io.guarded.example.migration;

import io.guarded.LockListener;
import io.guarded.LockName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells those on call that a migration was wanted while one was under way: an observer of what happens to locks. */
@ApplicationScoped
public class BusyMigrations {

    private static final Logger LOG = System.getLogger(BusyMigrations.class.getName());

    /**
     * Comes after the fact, on a thread of the lock manager.
     *
     * @param fact who was refused what
     */
    public void tell(@Observes LockListener.Busy fact) {
        String name = fact.lock().name();
        if (name.equals(Migration.NAME)) {
            LOG.log(Level.INFO, "a migration was wanted while " + LockName.printable(name) + " was held");
        }
    }
}
