package io.guarded.it.observed;

import io.guarded.LockListener.Acquired;
import io.guarded.LockListener.Fact;
import io.guarded.LockListener.Released;
import io.guarded.LockListener.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what happened to each lock. */
@ApplicationScoped
public class Told {

    private final Map<String, List<String>> facts = new ConcurrentHashMap<>();

    void acquired(@Observes Acquired fact) {
        add("", fact);
    }

    void released(@Observes Released fact) {
        add("", fact);
    }

    void unavailable(@Observes Unavailable fact) {
        add("", fact);
    }

    void later(@ObservesAsync Fact fact) {
        add("Later", fact);
    }

    private void add(String when, Fact fact) {
        facts.computeIfAbsent(fact.lock().name(), unused -> new CopyOnWriteArrayList<>())
                .add(when + fact.getClass().getSimpleName());
    }

    /** Gives each fact once for each time that it was told, sorted. */
    List<String> of(String lock) {
        return facts.getOrDefault(lock, List.of()).stream().sorted().toList();
    }
}
