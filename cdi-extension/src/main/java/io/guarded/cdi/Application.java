package io.guarded.cdi;

import io.guarded.core.BeanLookup;
import io.guarded.core.CloseableLockManager;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the modules of one application share: the manager, and the holds that transactions keep. Most servers give an
 * application one CDI container, and so one module here. Payara 6 gives each WAR of an EAR without EJB modules a container of its
 * own, with an extension of its own. These have nothing in common but this class, if it lies in the EAR's library; that is why
 * they meet in a static map.
 */
final class Application implements BeanLookup {

    /** By the name that the server gives to the application. Guarded by itself. */
    private static final Map<String, Application> KNOWN = new HashMap<>();

    /**
     * One of the containers.
     *
     * @param beans finds its beans
     * @param providers the classes of the providers among its beans
     * @param guards tells whether it guards a method
     */
    record Module(BeanLookup beans, Set<Class<?>> providers, BiPredicate<Class<?>, Method> guards) {}

    private record Shared(CloseableLockManager manager, Set<Class<?>> providers) {}

    private final Optional<String> name;
    private final List<Module> modules = new CopyOnWriteArrayList<>();
    private final TransactionsLookup transactions = new TransactionsLookup(this);

    /** Guarded by this. */
    private @Nullable Shared shared;

    private Application(Optional<String> name) {
        this.name = name;
    }

    /** Takes a module into its application, to leave it when it ends. Without a name it is alone. */
    static Application join(Optional<String> name, Module module) {
        synchronized (KNOWN) {
            Application joined = name.map(
                            known -> KNOWN.computeIfAbsent(known, unused -> new Application(Optional.of(known))))
                    .orElseGet(() -> new Application(Optional.empty()));
            joined.modules.add(module);
            return joined;
        }
    }

    /** Ends with the last module what all have shared. */
    void leave(Module module) {
        boolean isLast;
        synchronized (KNOWN) {
            modules.remove(module);
            isLast = modules.isEmpty();
            if (isLast) {
                forget();
            }
        }
        if (isLast) {
            close();
        }
    }

    /** Ends for all what they share. Who comes under this name from now on begins anew. Idempotent. */
    void end() {
        synchronized (KNOWN) {
            forget();
        }
        close();
    }

    private void forget() {
        name.ifPresent(known -> KNOWN.remove(known, this));
    }

    private void close() {
        Shared ended = shared();
        if (ended != null) {
            ended.manager().close();
        }
    }

    private synchronized @Nullable Shared shared() {
        return shared;
    }

    /**
     * Gives the one manager, which the first module that asks makes.
     *
     * @param maker makes it
     * @param guest tells the one that another module has made who else wants to know of it
     * @throws IllegalArgumentException if a module has other providers than the one that has made it
     */
    synchronized CloseableLockManager manager(
            Module module, Supplier<CloseableLockManager> maker, Consumer<CloseableLockManager> guest) {
        Shared known = shared;
        if (known == null) {
            known = new Shared(maker.get(), module.providers());
            shared = known;
        } else {
            refuseOtherProviders(known.providers(), module.providers());
            guest.accept(known.manager());
        }
        return known.manager();
    }

    /** A store that only some of the modules lock in would exclude nobody in the others. */
    private static void refuseOtherProviders(Set<Class<?>> first, Set<Class<?>> other) {
        if (!first.equals(other)) {
            throw new IllegalArgumentException(
                    "the modules of this application have a CDI container each and share their"
                            + " locks, but not all see the same LockProvider beans: " + names(first) + " and "
                            + names(other) + "; put these into the library of the EAR");
        }
    }

    private static List<String> names(Set<Class<?>> classes) {
        return classes.stream().map(Class::getName).sorted().toList();
    }

    /** Gives the transactions, in which each module finds what another has kept. */
    Supplier<Transactions> transactions() {
        return transactions;
    }

    /** Tells whether any module guards a method. */
    boolean isGuarded(Class<?> type, Method method) {
        return modules.stream().anyMatch(module -> module.guards().test(type, method));
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return modules.stream()
                .map(module -> module.beans().find(type))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
