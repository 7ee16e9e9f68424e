package io.guarded.core;

import io.guarded.LockHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Takes several locks, all or none, in the order of their keys: two callers that want the same ones meet at the first of
 * them and never hold what the other waits for.
 */
final class MultiLock extends GuardingLock {

    private final Gates gates;
    private final List<Definition> definitions;
    private final String name;

    /** Sorts, and takes what has one key once. */
    MultiLock(Gates gates, List<Definition> wanted) {
        this.gates = gates;
        this.definitions = sorted(wanted);
        this.name = definitions.stream().map(Definition::name).collect(Collectors.joining(", "));
    }

    private static List<Definition> sorted(List<Definition> wanted) {
        List<Definition> sorted = new ArrayList<>();
        for (Definition next :
                wanted.stream().sorted(Comparator.comparing(Definition::key)).toList()) {
            Definition last = sorted.isEmpty() ? null : sorted.get(sorted.size() - 1);
            if (last == null || !last.key().equals(next.key())) {
                sorted.add(next);
            } else if (!last.agreesWith(next)) {
                throw next.conflictWith(last);
            }
        }
        return List.copyOf(sorted);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return definitions.stream()
                .map(definition -> definition.store().type())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    @Override
    Hold acquire(long waitNanos) {
        Budget budget = new Budget(waitNanos);
        List<Handle> taken = new ArrayList<>();
        MultiHandle all = null;
        try {
            for (Definition definition : definitions) {
                taken.add(gates.acquire(definition, budget.remaining()));
            }
            all = new MultiHandle(name, taken);
            // the first may be gone by the time that the last has come
            all.ensureHeld();
            return all;
        } catch (RuntimeException | Error refused) {
            new MultiHandle(name, taken).finish(refused);
            throw refused;
        }
    }

    @Override
    CompletableFuture<LockHandle> acquireAsync(long waitNanos) {
        return new AsyncMultiWait(gates, name, definitions, new Budget(waitNanos)).start();
    }

    @Override
    public boolean forceRelease(String id) {
        Objects.requireNonNull(id, "id");
        return definitions.stream().anyMatch(definition -> gates.forceRelease(definition, id));
    }

    @Override
    public boolean isLocked() {
        return definitions.stream().anyMatch(gates::isHeld);
    }
}
