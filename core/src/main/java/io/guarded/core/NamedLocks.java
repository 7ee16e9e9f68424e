package io.guarded.core;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the locks that were asked for by name, each as long as anyone refers to it. What is forgotten is only an
 * instance: whether a lock is held is by key, in gates and store.
 */
final class NamedLocks {

    private final ConcurrentHashMap<String, Entry> byName = new ConcurrentHashMap<>();
    private final ReferenceQueue<StoreLock> unused = new ReferenceQueue<>();

    /** Gives the instance of the name, or makes it. */
    StoreLock getOrCreate(String name, Function<String, StoreLock> maker) {
        while (true) {
            StoreLock known = find(name);
            if (known != null) {
                return known;
            }
            StoreLock made = maker.apply(name);
            Entry entry = new Entry(name, made, unused);
            Entry other = byName.putIfAbsent(name, entry);
            if (other == null) {
                return made;
            }
            if (other.get() == null) {
                byName.remove(name, other);
            }
        }
    }

    @Nullable
    StoreLock find(String name) {
        purge();
        Entry entry = byName.get(name);
        return entry == null ? null : entry.get();
    }

    boolean remove(String name) {
        purge();
        return Optional.ofNullable(byName.remove(name)).map(WeakReference::get).isPresent();
    }

    void forEach(BiConsumer<String, StoreLock> action) {
        purge();
        byName.forEach((name, entry) -> {
            StoreLock lock = entry.get();
            if (lock != null) {
                action.accept(name, lock);
            }
        });
    }

    /** For tests: how many names are remembered, also those that only wait to be forgotten. */
    int size() {
        return byName.size();
    }

    private void purge() {
        for (Object gone = unused.poll(); gone != null; gone = unused.poll()) {
            Entry entry = (Entry) gone;
            byName.remove(entry.name, entry);
        }
    }

    private static final class Entry extends WeakReference<StoreLock> {

        private final String name;

        Entry(String name, StoreLock lock, ReferenceQueue<StoreLock> unused) {
            super(lock, unused);
            this.name = name;
        }
    }
}
