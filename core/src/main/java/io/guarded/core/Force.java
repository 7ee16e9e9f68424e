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
     * Frees the key for a hold that is known by the id that a list showed, and tells it if it is one of this JVM.
     *
     * @param caller who wants it, for the log
     */
    boolean release(String id, String caller) {
        ShownId meant = ShownId.parse(id);
        Gate gate = gates.find(key);
        Tenure own = gate == null ? null : own(gate, meant);
        if (gate != null && own != null && !gate.wants(own, meant.turn())) {
            log(Level.DEBUG, "was not released by force: it was passed on meanwhile", id, caller);
            return false;
        }
        Grant holder = gate == null || own == null ? null : gate.holderBy(own);
        boolean wasHeld;
        try {
            wasHeld = Answers.get(
                    store.forceRelease(key, meant.inStore()), gates.rules().storeTimeout(), name);
        } catch (LockException unknown) {
            log(Level.WARNING, "may have been released by force: the store has not said so", id, caller);
            throw unknown;
        }
        if (!wasHeld) {
            log(Level.DEBUG, "was not released by force: it is not held so", id, caller);
            return false;
        }
        tell(meant);
        log(Level.WARNING, "was released by force", id, caller);
        gates.listeners().forced(lock(holder), id, caller);
        return true;
    }

    /** It may be a hold that this JVM did not know of when the store was asked. */
    private void tell(ShownId meant) {
        Gate gate = gates.find(key);
        if (gate != null) {
            gate.forced(tenure -> isMeant(tenure, meant));
        }
    }

    /** Gives the hold if this JVM has it. */
    private @Nullable Tenure own(Gate gate, ShownId meant) {
        Tenure tenure = gate.tenure();
        return tenure != null && isMeant(tenure, meant) ? tenure : null;
    }

    private boolean isMeant(Tenure tenure, ShownId meant) {
        return tenure.store.equals(store) && store.id(tenure).equals(meant.inStore());
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
