package io.guarded.example.graph;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockName;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.example.Pause;
import io.guarded.example.store.Row;
import io.guarded.example.store.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Knows which entities documents speak of. Documents with an entity in common are merged one after the other. */
@ApplicationScoped
public class KnowledgeGraph {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a language model takes to sum up what is known by now. */
    private static final Duration THINKING = Duration.ofMillis(500);

    @Inject
    LockManager locks;

    @Inject
    Rows rows;

    /**
     * Merges a document: has all of its entities to itself, or none.
     *
     * @param workspace whose graph it is
     * @param entities what the document speaks of, in any order
     * @return what became of it
     */
    public Merge merge(String workspace, List<String> entities) {
        long start = System.nanoTime();
        try (LockHandle all = lockOf(workspace, entities).acquire(PATIENCE)) {
            long waited = System.nanoTime() - start;
            List<Row> before = rowsOf(workspace, entities);
            Pause.of(THINKING);
            all.ensureHeld();
            // in one transaction: a failure in the middle must not leave half a document
            rows.write(before.stream()
                    .map(row -> new Row(row.id(), row.amount() + 1, 0))
                    .toList());
            return new Merge(Duration.ofNanos(waited).toMillis(), mentions(workspace, entities));
        }
    }

    private NamedLock lockOf(String workspace, List<String> entities) {
        return locks.multi(entities.stream()
                .map(entity -> LockSpec.of(name(workspace, entity)).type(Guarded.REDIS))
                .toArray(LockSpec[]::new));
    }

    /**
     * Tells how often entities were named.
     *
     * @param workspace whose graph it is
     * @param entities which ones
     * @return the mentions of each
     */
    public List<Mention> mentions(String workspace, List<String> entities) {
        return entities.stream()
                .distinct()
                .map(entity -> new Mention(
                        entity, rows.read(name(workspace, entity).toString()).amount()))
                .toList();
    }

    private List<Row> rowsOf(String workspace, List<String> entities) {
        return entities.stream()
                .distinct()
                .map(entity -> rows.read(name(workspace, entity).toString()))
                .toList();
    }

    private static LockName name(String workspace, String entity) {
        return LockName.of("entity", workspace, entity);
    }
}
