package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the types of all locks with the manager, which alone knows its providers and the default. */
final class TypeCheck {

    /** A type and where it stands. */
    private record Use(String type, Site site) {}

    private final Map<String, Use> byName = new HashMap<>();
    private final LockManager manager;
    private final Mistakes mistakes;

    TypeCheck(LockManager manager, Mistakes mistakes) {
        this.manager = manager;
        this.mistakes = mistakes;
    }

    void run(Collection<GuardRow> rows) {
        List<LockSource> inOrder = rows.stream()
                .map(GuardRow::locks)
                .sorted(Comparator.comparing(source -> source.site().place()))
                .toList();
        inOrder.forEach(this::check);
    }

    private void check(LockSource source) {
        try {
            Use use = new Use(source.resolvedType(manager), source.site());
            if (source instanceof LockSource.Fixed) {
                compare(use, byName.putIfAbsent(source.site().name(), use));
            }
        } catch (LockDefinitionException unknown) {
            mistakes.add(unknown);
        }
    }

    private void compare(Use use, @Nullable Use other) {
        if (other != null && !other.type().equals(use.type())) {
            mistakes.add(
                    Mistake.TYPE_CONFLICT,
                    use.site(),
                    use.type(),
                    other.type(),
                    other.site().place());
        }
    }
}
