package io.guarded.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often which threads are inside a hold: once for each handle that a thread has acquired and not left, once for
 * each stay. Nearly always that is one thread. Guarded by the grant's monitor.
 */
final class Insiders {

    private @Nullable Thread only;
    private int count;

    /** As soon as a second thread comes: every stay of each. */
    private @Nullable List<Thread> all;

    Insiders(@Nullable Thread first) {
        if (first != null) {
            only = first;
            count = 1;
        }
    }

    void add(Thread thread) {
        if (all != null) {
            all.add(thread);
        } else if (count == 0 || only == thread) {
            only = thread;
            count++;
        } else {
            all = spread();
            all.add(thread);
        }
    }

    private List<Thread> spread() {
        List<Thread> spread = new ArrayList<>();
        for (int i = 0; i < count && only != null; i++) {
            spread.add(only);
        }
        return spread;
    }

    void remove(Thread thread) {
        if (all != null) {
            all.remove(thread);
        } else if (only == thread && --count == 0) {
            only = null;
        }
    }

    boolean contains(Thread thread) {
        return all == null ? only == thread : all.contains(thread);
    }

    /** Any of them, null if there is none. */
    @Nullable
    Thread any() {
        if (all == null) {
            return only;
        }
        return all.isEmpty() ? null : all.get(0);
    }
}
