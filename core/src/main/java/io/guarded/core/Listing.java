package io.guarded.core;

import io.guarded.LockInfo;
import io.guarded.LockUnavailableException;
import io.guarded.spi.StoreHold;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists who holds what: the stores say which holds there are, and the gates what only this JVM knows of its own. */
final class Listing {

    private final Stores stores;
    private final Gates gates;

    Listing(Stores stores, Gates gates) {
        this.stores = stores;
        this.gates = gates;
    }

    List<LockInfo> all() {
        gates.noticeEnds();
        return stores.listed().stream()
                .flatMap(this::of)
                .sorted(Comparator.comparing(LockInfo::name))
                .toList();
    }

    /** Without a list: that would take long on a large store, and would fail with any store that is away. */
    boolean forceRelease(String name, String id, String caller) {
        LockUnavailableException unknown = null;
        for (Store store : stores.listed()) {
            try {
                if (keys(store, name).stream().anyMatch(key -> release(store, key, name, id, caller))) {
                    return true;
                }
            } catch (LockUnavailableException failure) {
                unknown = failure;
            }
        }
        if (unknown != null) {
            throw unknown;
        }
        return false;
    }

    private boolean release(Store store, String key, String name, String id, String caller) {
        return new Force(gates, store, key, name).release(id, caller);
    }

    /** What a listed name may stand for. The id says which hold is meant, so that a key too many frees nobody. */
    private Set<String> keys(Store store, String name) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(Keys.of(stores.keyPrefix(), name));
        // of other nodes the list has only keys, among them digests
        keys.add(stores.keyPrefix() + name);
        for (Gate gate : gates.all()) {
            Grant holder = gate.holder();
            if (holder != null && holder.tenure.store.equals(store) && isNamed(holder, name)) {
                keys.add(holder.tenure.key);
            }
        }
        return keys;
    }

    private static boolean isNamed(Grant holder, String name) {
        return holder.definition.name().equals(name);
    }

    private Stream<LockInfo> of(Store store) {
        String prefix = stores.keyPrefix();
        List<StoreHold> holds = Answers.get(store.holders(prefix), gates.rules().storeTimeout(), prefix + "*");
        return holds.stream().map(hold -> describe(store, hold));
    }

    private LockInfo describe(Store store, StoreHold hold) {
        Gate gate = gates.find(hold.key());
        Shown shown = gate == null ? null : gate.shown();
        Shown own = shown != null && store.id(shown.tenure()).equals(hold.id()) ? shown : null;
        Optional<Grant> holder = Optional.ofNullable(own).map(Shown::holder);
        return new LockInfo(
                own == null
                        ? hold.key().substring(stores.keyPrefix().length())
                        : own.definition().name(),
                store.type(),
                hold.key(),
                new ShownId(hold.id(), own == null ? ShownId.ANY : own.turn()).toString(),
                hold.node(),
                holder.map(Grant::inside).map(Thread::getName),
                holder.map(Grant::since),
                Optional.ofNullable(hold.remaining()),
                waiters(gate));
    }

    private static int waiters(@Nullable Gate gate) {
        return gate == null ? 0 : gate.waiters();
    }
}
