package io.guarded.example.migration;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Migrates the data on one node, while the other nodes go on without: the lock by hand. */
@ApplicationScoped
public class Migration {

    static final String NAME = "global_migration";

    private static final LockSpec LOCK = LockSpec.of(NAME).type(Guarded.REDIS).key("migration:v2.0");

    private final AtomicBoolean done = new AtomicBoolean();

    @Inject
    LockManager locks;

    /**
     * Migrates unless another node is at it.
     *
     * @return what became of it
     */
    public String migrate() {
        NamedLock lock = locks.getOrCreate(LOCK);
        Optional<LockHandle> acquired = lock.tryAcquire();
        if (acquired.isEmpty()) {
            return "another node is migrating";
        }
        try (LockHandle handle = acquired.get()) {
            boolean first = done.compareAndSet(false, true);
            // a real migration asks this before each step
            handle.ensureHeld();
            return first ? "migrated" : "nothing to migrate";
        }
    }
}
