package io.guarded.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows who is in which session. */
@ApplicationScoped
public class Sessions {

    private final ConcurrentHashMap<String, AtomicInteger> inside = new ConcurrentHashMap<>();
    private final AtomicInteger intrusions = new AtomicInteger();

    void enter(String session) {
        if (inside.computeIfAbsent(session, unused -> new AtomicInteger()).incrementAndGet() != 1) {
            intrusions.incrementAndGet();
        }
    }

    void leave(String session) {
        inside.get(session).decrementAndGet();
    }

    int intrusions() {
        return intrusions.get();
    }
}
