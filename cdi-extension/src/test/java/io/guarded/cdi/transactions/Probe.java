package io.guarded.cdi.transactions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Looks at something whenever the database is told to commit or to roll back, just before it does so. */
final class Probe<T> {

    private final List<T> seen = Collections.synchronizedList(new ArrayList<>());

    private Probe() {}

    static <T> Probe<T> atEnd(Table table, Supplier<T> look) {
        Probe<T> probe = new Probe<>();
        table.atEnd(() -> probe.seen.add(look.get()));
        return probe;
    }

    List<T> seen() {
        return seen;
    }
}
