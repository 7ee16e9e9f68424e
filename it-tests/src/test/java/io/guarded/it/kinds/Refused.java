package io.guarded.it.kinds;

import io.guarded.LockListener.Busy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which locks were busy for somebody, who may have nobody to tell it to. */
@ApplicationScoped
public class Refused {

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    void busy(@Observes Busy fact) {
        names.add(fact.lock().name());
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
