package io.guarded.core;

import io.guarded.LockInfo;
import io.guarded.spi.StoreHold;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        return stores.used().stream()
                .flatMap(this::of)
                .sorted(Comparator.comparing(LockInfo::name))
                .toList();
    }

    /** By what the stores list, because a name of another node may be known by its key alone. */
    boolean forceRelease(String name, String id, String caller) {
        String inStore = ShownId.parse(id).inStore();
        for (Store store : stores.used()) {
            Optional<LockInfo> meant = of(store)
                    .filter(lock -> lock.name().equals(name)
                            && ShownId.parse(lock.id()).inStore().equals(inStore))
                    .findFirst();
            if (meant.isPresent()) {
                return new Force(gates, store, meant.get().key(), name).release(id, caller);
            }
        }
        return false;
    }

    private Stream<LockInfo> of(Store store) {
        String prefix = stores.keyPrefix();
        List<StoreHold> holds = Answers.get(store.holders(prefix), gates.rules().storeTimeout(), prefix + "*");
        return holds.stream().map(hold -> describe(store, hold));
    }

    private LockInfo describe(Store store, StoreHold hold) {
        Gate gate = gates.find(hold.key());
        Grant holder = gate == null ? null : gate.holder();
        Grant own = holder != null && store.id(holder.tenure).equals(hold.id()) ? holder : null;
        return new LockInfo(
                own == null ? hold.key().substring(stores.keyPrefix().length()) : own.definition.name(),
                store.type(),
                hold.key(),
                new ShownId(hold.id(), own == null ? ShownId.ANY : own.turn).toString(),
                hold.node(),
                Optional.ofNullable(own).map(Grant::inside).map(Thread::getName),
                Optional.ofNullable(own).map(Grant::since),
                Optional.ofNullable(hold.remaining()),
                waiters(gate));
    }

    private static int waiters(@Nullable Gate gate) {
        return gate == null ? 0 : gate.waiters();
    }
}
