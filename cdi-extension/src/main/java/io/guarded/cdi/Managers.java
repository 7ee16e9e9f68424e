package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.spi.LockProvider;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds the one manager of the application: its own bean, else the default one, which ends with it. */
final class Managers {

    private @Nullable Application application;
    private Application.@Nullable Module module;
    private @Nullable CloseableLockManager standard;
    private boolean isStoredInBeans;
    private @Nullable Onlookers watching;

    /** Finds the application that is being deployed, of which this may be one module: all modules of an EAR have one name. */
    synchronized Application join(Application.Module joining) {
        Application joined = Application.join(Naming.find("java:app/AppName", String.class), joining);
        application = joined;
        module = joining;
        return joined;
    }

    /** Tells whether any module of the application guards a method. */
    synchronized boolean isGuarded(Class<?> type, Method method) {
        return application != null && application.isGuarded(type, method);
    }

    /** Makes the default manager, or gives the one that another module of the application has made; nothing if it cannot. */
    Optional<LockManager> makeStandard(
            BeanManager manager,
            Collection<Bean<?>> providers,
            Function<String, Optional<String>> configuration,
            Surroundings surroundings,
            Onlookers onlookers,
            Mistakes mistakes) {
        try {
            return Optional.of(keep(!providers.isEmpty(), onlookers, () -> {
                Collection<LockProvider> all = new Providers(manager, applicationLoader()).all(providers, mistakes);
                LockManagers.Builder builder = LockManagers.builder()
                        .providers(List.copyOf(all))
                        .config(configuration)
                        .beans(application())
                        .executor(surroundings.executor())
                        .listeners(onlookers.listeners())
                        .jmx();
                onlookers.trace().ifPresent(builder::trace);
                CloseableLockManager made = builder.build();
                onlookers.watch(made);
                return made;
            }));
        } catch (IllegalArgumentException | ServiceConfigurationError reason) {
            addAll(reason, mistakes);
            return Optional.empty();
        }
    }

    /** A reason may bring others along. */
    private static void addAll(Throwable reason, Mistakes mistakes) {
        LockDefinitionException mistake = Mistake.NO_MANAGER.at(Site.DEPLOYMENT, reason.getMessage());
        mistake.addSuppressed(reason);
        mistakes.add(mistake);
        for (Throwable other : reason.getSuppressed()) {
            if (other instanceof IllegalArgumentException) {
                addAll(other, mistakes);
            }
        }
    }

    private synchronized CloseableLockManager keep(
            boolean inBeans, Onlookers onlookers, Supplier<CloseableLockManager> maker) {
        isStoredInBeans = inBeans;
        watching = onlookers;
        standard = application().manager(module(), maker, made -> made.listen(onlookers.guests()));
        return standard;
    }

    private synchronized Application application() {
        if (application == null) {
            throw new IllegalStateException("the application is not known yet, or has ended");
        }
        return application;
    }

    private synchronized Application.Module module() {
        if (module == null) {
            throw new IllegalStateException("the module is not known yet");
        }
        return module;
    }

    /** Gives the default manager to its bean. */
    synchronized CloseableLockManager standard() {
        if (standard == null) {
            throw new IllegalStateException("the LockManager can be used when the application is deployed, not before");
        }
        return standard;
    }

    /** Gives how the stores of the default manager are: of none if there is another, which was not known when the check was added. */
    synchronized Map<String, Optional<String>> condition() {
        return standard == null ? Map.of() : standard.condition();
    }

    /** Gives the application's own manager, looked up at the first call: a deployment is too early for many beans. */
    static Supplier<LockManager> own(BeanManager manager, Set<Bean<?>> managers) {
        Bean<?> bean = manager.resolve(managers);
        return new Once<>(() ->
                (LockManager) manager.getReference(bean, LockManager.class, manager.createCreationalContext(bean)));
    }

    /** Ends a manager that stores in beans while these are still there. */
    synchronized void closeBeforeBeans() {
        if (isStoredInBeans && application != null) {
            application.end();
            close();
        }
    }

    /** Ends the manager with the last module that uses it. */
    synchronized void close() {
        if (application != null && module != null) {
            application.leave(module);
            application = null;
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
