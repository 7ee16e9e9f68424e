package io.guarded.it.ear.shared;

import io.guarded.NamedLock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps locks, so that they can be found by their names. */
@ApplicationScoped
public class Names {

    private final Set<NamedLock> locks = ConcurrentHashMap.newKeySet();

    /** Keeps one. */
    public void keep(NamedLock lock) {
        locks.add(lock);
    }
}
