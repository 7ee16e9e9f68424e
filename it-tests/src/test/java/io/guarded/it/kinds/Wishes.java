package io.guarded.it.kinds;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the name of the gate at which the next run is to wait, and counts the calls for each. */
@ApplicationScoped
public class Wishes {

    private final AtomicReference<String> gate = new AtomicReference<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    void called(String name) {
        calls.merge(name, 1, Integer::sum);
    }

    int calls(String name) {
        return calls.getOrDefault(name, 0);
    }

    void put(String name) {
        gate.set(name);
    }

    String take() {
        return gate.getAndSet(null);
    }
}
