package io.guarded.core;

import io.guarded.LockName;
import io.guarded.LockSpec;
import io.guarded.spi.LockProvider;
import io.guarded.spi.ProviderContext;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the stores of a manager by their types, and what a lock with a given specification is. */
final class Stores {

    private static final Map<String, String> ARTIFACTS =
            Map.of("threading", "io.guarded:guarded-threading", "redis", "io.guarded:guarded-redis");

    private final TreeMap<String, Store> byType = new TreeMap<>();
    private final Set<Store> used = ConcurrentHashMap.newKeySet();
    private final Settings settings;

    Stores(List<LockProvider> providers, Settings settings) {
        this.settings = settings;
        if (providers.isEmpty()) {
            throw new IllegalArgumentException(
                    "a lock manager needs a LockProvider; add io.guarded:guarded-threading or io.guarded:guarded-redis");
        }
        for (LockProvider provider : providers) {
            Store other = byType.put(provider.type(), Store.of(provider));
            if (other != null) {
                throw new IllegalArgumentException("two LockProviders have the type \"" + provider.type() + "\": "
                        + other.provider().getClass().getName() + " and "
                        + provider.getClass().getName() + "; leave one out");
            }
        }
    }

    void start(ProviderContext context) {
        List<Store> started = new ArrayList<>();
        try {
            for (Store store : byType.values()) {
                store.provider().start(context);
                started.add(store);
            }
        } catch (RuntimeException | Error failure) {
            started.forEach(Store::close);
            throw failure;
        }
    }

    void close() {
        byType.values().forEach(Store::close);
    }

    /** Those of which a lock was asked for: a store that is only on the class path need not be there. */
    Set<Store> used() {
        return Set.copyOf(used);
    }

    /** Those in which anybody may hold: other nodes may by the default type though nobody has asked for a lock here yet. */
    Set<Store> listed() {
        Set<Store> listed = new HashSet<>(used);
        Store preferred = byType.get(settings.defaultType());
        if (preferred != null && preferred.isCluster()) {
            listed.add(preferred);
        }
        return listed;
    }

    String keyPrefix() {
        return settings.keyPrefix();
    }

    Definition resolve(LockSpec spec) {
        Store store = find(spec.type().orElse(settings.defaultType()));
        used.add(store);
        String key = Keys.of(settings.keyPrefix(), spec.key().orElse(spec.name()));
        Duration fixed = spec.lease().orElse(null);
        Duration renewed = store.isCluster() ? settings.lease() : null;
        Duration atLeast = spec.atLeast().orElse(Duration.ZERO);
        if (fixed != null && atLeast.compareTo(fixed) > 0) {
            throw new IllegalArgumentException(
                    "lock \"" + LockName.printable(spec.name()) + "\" is to be kept for at least " + atLeast
                            + ", which is longer than its fixed lease of " + fixed + "; make the lease longer");
        }
        Duration maxHold = spec.maxHold().orElse(fixed == null ? settings.maxHold() : ChronoUnit.FOREVER.getDuration());
        if (atLeast.compareTo(maxHold) > 0) {
            throw new IllegalArgumentException(
                    "lock \"" + LockName.printable(spec.name()) + "\" is to be kept for at least " + atLeast
                            + ", which is longer than its longest hold of " + maxHold + "; make that longer");
        }
        return new Definition(
                spec.name(),
                key,
                store,
                fixed == null ? renewed : fixed,
                fixed == null,
                maxHold,
                atLeast,
                spec.isFenced(),
                spec.guard().orElse(null));
    }

    private Store find(String type) {
        Store store = byType.get(type);
        if (store == null) {
            String artifact = ARTIFACTS.get(type);
            throw new IllegalArgumentException("no LockProvider has the type \"" + LockName.printable(type)
                    + "\"; known: " + byType.keySet() + "; "
                    + (artifact == null ? "its artifact is not on the class path" : "add " + artifact));
        }
        return store;
    }
}
