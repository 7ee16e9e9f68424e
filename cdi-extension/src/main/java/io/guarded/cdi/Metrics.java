package io.guarded.cdi;

import io.guarded.LockListener;
import io.guarded.core.CloseableLockManager;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns facts into metrics. The library is looked up at the first fact: a deployment is too early for many beans. */
final class Metrics implements LockListener {

    private final Supplier<@Nullable Instruments> library;
    private final Complaints complaints = new Complaints("the end of the metrics of locks");

    /** Guarded by this, like all below. */
    private @Nullable Instruments instruments;

    private @Nullable CloseableLockManager manager;
    private boolean isClosed;

    /**
     * @param library gives null if it would count for nobody
     */
    Metrics(Supplier<@Nullable Instruments> library) {
        this.library = library;
    }

    synchronized void watch(CloseableLockManager watched) {
        manager = watched;
    }

    /** Nothing is counted after the end: who shares the library may have forgotten this application. */
    @Override
    public synchronized void happened(Fact fact) {
        if (isClosed) {
            return;
        }
        if (instruments == null) {
            Instruments found = library.get();
            if (found == null) {
                isClosed = true;
                return;
            }
            if (manager != null) {
                found.read(manager);
            }
            instruments = found;
        }
        fact.tell(this);
    }

    private Instruments instruments() {
        if (instruments == null) {
            throw new IllegalStateException("facts come by happened(Fact)");
        }
        return instruments;
    }

    @Override
    public void acquired(Acquired fact) {
        Labels labels = Labels.of(fact.lock());
        instruments().attempt(labels, "acquired", fact.waited());
        if (fact.isHandedOff()) {
            instruments().handedOff(labels);
        }
    }

    @Override
    public void busy(Busy fact) {
        instruments().attempt(Labels.of(fact.lock()), fact.isSkipped() ? "skipped" : "busy", fact.waited());
    }

    @Override
    public void unavailable(Unavailable fact) {
        instruments().attempt(Labels.of(fact.lock()), "unavailable", fact.waited());
    }

    @Override
    public void interrupted(Interrupted fact) {
        instruments().attempt(Labels.of(fact.lock()), "interrupted", fact.waited());
    }

    @Override
    public void released(Released fact) {
        instruments().ended(Labels.of(fact.lock()), fact.held(), false);
    }

    @Override
    public void lost(Lost fact) {
        instruments().ended(Labels.of(fact.lock()), fact.held(), true);
    }

    /** A library that fails must not keep others from their end. */
    synchronized void close() {
        isClosed = true;
        if (instruments != null) {
            try {
                instruments.close();
            } catch (RuntimeException | Error failure) {
                complaints.failed(failure);
            }
        }
    }
}
