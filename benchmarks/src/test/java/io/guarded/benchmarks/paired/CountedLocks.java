package io.guarded.benchmarks.paired;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Is what one writes by hand: a map of locks that forgets a name when nobody uses it any more. */
final class CountedLocks {

    private final ConcurrentHashMap<String, Counted> locks = new ConcurrentHashMap<>();

    Counted lock(String name) {
        Counted counted = locks.compute(name, (key, known) -> {
            Counted entry = known == null ? new Counted() : known;
            entry.users++;
            return entry;
        });
        counted.lock.lock();
        return counted;
    }

    void unlock(String name, Counted counted) {
        counted.lock.unlock();
        locks.computeIfPresent(name, (key, known) -> --known.users == 0 ? null : known);
    }

    static final class Counted {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }
}
