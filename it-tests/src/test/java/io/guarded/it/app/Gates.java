package io.guarded.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a gate for each name that a test uses. */
@ApplicationScoped
public class Gates {

    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    /** Gives the gate of a name. */
    public Gate of(String name) {
        return gates.computeIfAbsent(name, unused -> new Gate());
    }
}
