package io.guarded.core;

import io.guarded.LockInfo;
import io.guarded.LockListener;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.spi.LockProvider;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives locks whose state is in stores. */
final class StoreLockManager implements CloseableLockManager {

    private final Stores stores;
    private final Timer timer;
    private final Gates gates;
    private final NamedLocks names = new NamedLocks();
    private @Nullable Management view;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private StoreLockManager(Stores stores, Timer timer, Gates gates) {
        this.stores = stores;
        this.timer = timer;
        this.gates = gates;
    }

    static StoreLockManager start(
            List<LockProvider> providers, Settings settings, BeanLookup beans, Executor executor, Listeners listeners) {
        Stores stores = new Stores(providers, settings);
        Timer timer = new Timer();
        try {
            stores.start(new Surroundings(settings, beans, timer, executor));
        } catch (RuntimeException | Error failure) {
            timer.shutdownNow();
            throw failure;
        }
        Gates gates = new Gates(new Rules(settings), timer, executor, listeners);
        gates.longHolds().watch(gates);
        return new StoreLockManager(stores, timer, gates);
    }

    @Override
    public NamedLock getOrCreate(LockSpec spec) {
        StoreLock asked = names.find(spec.name());
        if (asked != null && asked.is(spec)) {
            return asked;
        }
        Definition wanted = stores.resolve(spec);
        StoreLock lock = names.getOrCreate(spec.name(), name -> first(wanted, spec));
        Definition known = lock.definition();
        if (!known.agreesWith(wanted) && inUse(known.name()).isPresent()) {
            throw wanted.conflictWith(known);
        }
        if (!known.equals(wanted) || !lock.isAskedFor()) {
            lock.redefine(wanted, spec);
        }
        return lock;
    }

    /** The name may still be in use by an instance that was removed, or that nobody refers to any more. */
    private StoreLock first(Definition wanted, LockSpec spec) {
        Gate gate = gates.find(wanted.key());
        if (gate != null) {
            gate.inUse().stream()
                    .filter(used -> used.name().equals(wanted.name()) && !used.agreesWith(wanted))
                    .findFirst()
                    .ifPresent(used -> {
                        throw wanted.conflictWith(used);
                    });
        }
        return new StoreLock(gates, wanted, spec);
    }

    @Override
    public NamedLock create(LockSpec spec) {
        return new StoreLock(gates, stores.resolve(spec));
    }

    @Override
    public NamedLock multi(LockSpec... specs) {
        if (specs.length == 0) {
            throw new IllegalArgumentException("a joined lock needs at least one name");
        }
        return new MultiLock(gates, Arrays.stream(specs).map(stores::resolve).toList());
    }

    @Override
    public Optional<NamedLock> find(String name) {
        Objects.requireNonNull(name, "name");
        StoreLock known = names.find(name);
        if (known != null && known.isAskedFor()) {
            return Optional.of(known);
        }
        return inUse(name).map(this::found);
    }

    /** Remembered, too: whoever asks for the name while this one is referred to is given the same. */
    private NamedLock found(Definition inUse) {
        StoreLock lock = names.getOrCreate(inUse.name(), name -> new StoreLock(gates, inUse));
        lock.found(inUse);
        return lock;
    }

    private Optional<Definition> inUse(String name) {
        return inUse().filter(definition -> definition.name().equals(name)).findFirst();
    }

    private Stream<Definition> inUse() {
        return gates.all().stream().flatMap(gate -> gate.inUse().stream());
    }

    @Override
    public Map<String, String> list() {
        Map<String, String> types = new TreeMap<>(Comparator.naturalOrder());
        names.forEach((name, lock) -> {
            if (lock.isAskedFor()) {
                types.put(name, lock.type());
            }
        });
        inUse().forEach(definition ->
                types.put(definition.name(), definition.store().type()));
        return types;
    }

    @Override
    public List<LockInfo> locks() {
        return new Listing(stores, gates).all();
    }

    @Override
    public List<Usage> usage() {
        gates.noticeEnds();
        return Census.of(gates.all());
    }

    @Override
    public Map<String, Optional<String>> condition() {
        return new Condition(stores, gates.rules().storeTimeout()).ofAll();
    }

    @Override
    public boolean forceRelease(String name, String id, String caller) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(caller, "caller");
        return new Listing(stores, gates).forceRelease(name, id, caller);
    }

    @Override
    public boolean remove(String name) {
        return names.remove(Objects.requireNonNull(name, "name"));
    }

    @Override
    public void listen(List<? extends LockListener> more) {
        gates.listeners().add(List.copyOf(more));
    }

    /** Before anybody else has it. */
    void show() {
        view = Management.start(this);
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        if (view != null) {
            view.close();
        }
        gates.close();
        stores.close();
        timer.shutdownNow();
        gates.longHolds().close();
    }

    /** For tests: whether anything is still known of any key. */
    @Nullable
    Gate gate(String key) {
        return gates.find(key);
    }

    /** For tests: as if the process were not scheduled. */
    void stopTimer() {
        timer.shutdownNow();
    }
}
