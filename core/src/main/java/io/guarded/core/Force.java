package io.guarded.core;

import io.guarded.LockException;
import io.guarded.LockListener;
import io.guarded.LockName;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Frees a key whose holder does not give it back, and leaves a trace of who wanted that. */
record Force(Gates gates, Store store, String key, String name) {

    /** Who wants it if nothing else is known. */
    static final String APPLICATION = "the application";

    /**
     * Frees the key for a hold that is known by its id in the store, and tells it if it is one of this JVM.
     *
     * @param caller who wants it, for the log
     */
    boolean release(String id, String caller) {
        Grant own = own(id);
        boolean wasHeld;
        try {
            wasHeld = Answers.get(store.forceRelease(key, id), gates.rules().storeTimeout(), name);
        } catch (LockException unknown) {
            log(Level.WARNING, "may have been released by force: the store has not said so", id, caller);
            throw unknown;
        }
        if (!wasHeld) {
            log(Level.DEBUG, "was not released by force: it is not held so", id, caller);
            return false;
        }
        Gate gate = gates.find(key);
        if (gate != null) {
            gate.forced(tenure -> isMeant(tenure, id));
        }
        log(Level.WARNING, "was released by force", id, caller);
        gates.listeners().forced(lock(own), id, caller);
        return true;
    }

    /** Gives the hold if somebody in this JVM has it. */
    private @Nullable Grant own(String id) {
        Gate gate = gates.find(key);
        Grant holder = gate == null ? null : gate.holder();
        return holder != null && isMeant(holder.tenure, id) ? holder : null;
    }

    private boolean isMeant(Tenure tenure, String id) {
        return tenure.store.equals(store) && store.id(tenure).equals(id);
    }

    private LockListener.Lock lock(@Nullable Grant own) {
        return own == null
                ? new LockListener.Lock(name, store.type(), Optional.empty())
                : Listeners.lock(own.definition);
    }

    private void log(Level level, String what, String id, String caller) {
        Journal.write(
                level,
                () -> Journal.about(name, store.type()) + " " + what + "; hold " + LockName.printable(id)
                        + ", wanted by " + LockName.printable(caller));
    }
}
