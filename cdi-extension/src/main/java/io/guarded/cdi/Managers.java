package io.guarded.cdi;

import io.guarded.LockManager;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.spi.LockProvider;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds the one manager of the deployment: the application's own bean, else the default one, which ends with it. */
final class Managers {

    private @Nullable CloseableLockManager standard;
    private boolean isStoredInBeans;
    private @Nullable Onlookers watching;

    /**
     * Makes the default manager.
     *
     * @throws io.guarded.LockDefinitionException if it cannot be made
     */
    LockManager makeStandard(
            BeanManager manager,
            Collection<Bean<?>> providers,
            Function<String, Optional<String>> configuration,
            Surroundings surroundings,
            Onlookers onlookers) {
        try {
            Collection<LockProvider> all = new Providers(manager, applicationLoader()).all(providers);
            LockManagers.Builder builder = LockManagers.builder()
                    .providers(List.copyOf(all))
                    .config(configuration)
                    .beans(new CdiBeans(manager))
                    .executor(surroundings.executor())
                    .listeners(onlookers.listeners())
                    .jmx();
            onlookers.trace().ifPresent(builder::trace);
            CloseableLockManager made = builder.build();
            onlookers.watch(made);
            keep(made, !providers.isEmpty(), onlookers);
            return made;
        } catch (IllegalArgumentException | ServiceConfigurationError reason) {
            RuntimeException mistake = Mistake.NO_MANAGER.at(Site.DEPLOYMENT, reason.getMessage());
            mistake.addSuppressed(reason);
            throw mistake;
        }
    }

    private synchronized void keep(CloseableLockManager made, boolean inBeans, Onlookers onlookers) {
        standard = made;
        isStoredInBeans = inBeans;
        watching = onlookers;
    }

    /** Gives the default manager to its bean. */
    synchronized CloseableLockManager standard() {
        if (standard == null) {
            throw new IllegalStateException("the LockManager can be used when the application is deployed, not before");
        }
        return standard;
    }

    /** Gives the application's own manager, looked up at the first call: a deployment is too early for many beans. */
    static Supplier<LockManager> own(BeanManager manager, Set<Bean<?>> managers) {
        Bean<?> bean = manager.resolve(managers);
        return new Once<>(() ->
                (LockManager) manager.getReference(bean, LockManager.class, manager.createCreationalContext(bean)));
    }

    /** Ends a manager that stores in beans while these are still there. */
    synchronized void closeBeforeBeans() {
        if (isStoredInBeans) {
            close();
        }
    }

    synchronized void close() {
        if (standard != null) {
            standard.close();
        }
        if (watching != null) {
            watching.close();
            watching = null;
        }
    }

    /** Gives the loader that sees the application: the one of this module may be of a server or an EAR. */
    static ClassLoader applicationLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? Managers.class.getClassLoader() : context;
    }
}
