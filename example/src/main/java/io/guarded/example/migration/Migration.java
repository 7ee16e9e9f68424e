package io.guarded.example.migration;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.example.Pause;
import io.guarded.example.store.Row;
import io.guarded.example.store.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Migrates the data on one node, while the other nodes go on without: the lock by hand. */
@ApplicationScoped
public class Migration {

    static final String NAME = "global_migration";

    private static final LockSpec LOCK = LockSpec.of(NAME).type(Guarded.REDIS).key("migration:v2.0");
    private static final String SCHEMA = "schema";
    private static final int STEPS = 5;
    private static final Duration STEP = Duration.ofMillis(600);

    @Inject
    LockManager locks;

    @Inject
    Rows rows;

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
            if (rows.read(SCHEMA).amount() == 2) {
                return "nothing to migrate";
            }
            for (int step = 0; step < STEPS; step++) {
                handle.ensureHeld();
                Pause.of(STEP);
            }
            handle.ensureHeld();
            rows.write(new Row(SCHEMA, 2, 0));
            return "migrated";
        }
    }

    /** Goes back to the first version, to see it once more; waits for a migration that is under way. */
    public void undo() {
        locks.getOrCreate(LOCK).run(Duration.ofSeconds(30), () -> rows.write(new Row(SCHEMA, 1, 0)));
    }
}
