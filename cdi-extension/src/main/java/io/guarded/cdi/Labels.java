package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.LockListener;
import io.guarded.core.Usage;

/**
 * Is what a metric is told of a lock: the guard's template, never the name or the key. So there are no more of them than
 * guards, and no user's data among them.
 *
 * @param guard the template, "none" for all locks by hand
 * @param type the type of the provider
 */
record Labels(String guard, String type) {

    private static final String BY_HAND = "none";

    static Labels of(LockListener.Lock lock) {
        return new Labels(lock.guard().map(Guarded::name).orElse(BY_HAND), lock.type());
    }

    static Labels of(Usage usage) {
        return new Labels(usage.guard().isEmpty() ? BY_HAND : usage.guard(), usage.type());
    }
}
