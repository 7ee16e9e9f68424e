package io.guarded.cdi;

import io.guarded.LockHandle;
import io.guarded.LockListener;
import io.guarded.LockManager;
import io.guarded.spi.LockProvider;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.interceptor.Interceptor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the container has shown of an application while it was deployed. Cleared when the deployment is validated. */
final class Found {

    private static final Set<String> OWN = Set.of("io.guarded.cdi", "io.guarded.rest", "io.guarded.mutiny");

    private final Map<Class<?>, AnnotatedType<?>> types = new LinkedHashMap<>();
    private final Set<Class<?>> ejbs = new HashSet<>();
    private final Set<Class<?>> messageDriven = new LinkedHashSet<>();
    final Set<Bean<?>> managers = new LinkedHashSet<>();
    final Set<Bean<?>> providers = new LinkedHashSet<>();
    final Set<Bean<?>> listeners = new LinkedHashSet<>();
    final Set<ObserverMethod<?>> observers = new LinkedHashSet<>();
    boolean hasHandle;

    /** Takes the type as the container will use it: vetoed ones never come here, changed ones come changed. */
    void add(AnnotatedType<?> type) {
        if (!type.isAnnotationPresent(Interceptor.class)) {
            types.put(type.getJavaClass(), type);
        }
    }

    void addEjb(AnnotatedType<?> type) {
        add(type);
        ejbs.add(type.getJavaClass());
    }

    void addMessageDriven(Class<?> type) {
        messageDriven.add(type);
    }

    /** Takes the types of message-driven beans as all extensions have left them: vetoed ones are not there any more. */
    void completeMessageDriven(Function<Class<?>, Iterable<? extends AnnotatedType<?>>> left) {
        messageDriven.stream().filter(type -> !types.containsKey(type)).forEach(type -> left.apply(type)
                .forEach(this::addEjb));
    }

    /** Gives a class of the application itself, which is not one of this library's; empty if it has no such bean. */
    Optional<Class<?>> ofApplication(ClassLoader application) {
        return types.keySet().stream()
                .filter(type -> type.getClassLoader() == application && !OWN.contains(type.getPackageName()))
                .findFirst();
    }

    List<BeanMethods> beans() {
        return types.values().stream()
                .map(type -> BeanMethods.of(type, ejbs.contains(type.getJavaClass())))
                .toList();
    }

    /** Takes what the application or another extension has made; the beans of this one come by here, too. */
    void add(Bean<?> bean) {
        if (bean.getBeanClass() == GuardedExtension.class) {
            return;
        }
        if (bean.getTypes().contains(LockManager.class) && bean.getQualifiers().contains(Default.Literal.INSTANCE)) {
            managers.add(bean);
        }
        hasHandle |= bean.getTypes().contains(LockHandle.class)
                && bean.getQualifiers().contains(Default.Literal.INSTANCE);
        if (bean.getTypes().contains(LockProvider.class)) {
            providers.add(bean);
        }
        if (bean.getTypes().contains(LockListener.class)) {
            listeners.add(bean);
        }
    }

    Set<Class<?>> providerTypes() {
        return providers.stream().map(Bean::getBeanClass).collect(Collectors.toUnmodifiableSet());
    }

    /** Takes those who observe facts; one who observes everything there is has not asked for them. */
    void add(ObserverMethod<?> observer) {
        if (observer.getObservedType() instanceof Class<?> type && LockListener.Fact.class.isAssignableFrom(type)) {
            observers.add(observer);
        }
    }

    void clear() {
        types.clear();
        ejbs.clear();
        messageDriven.clear();
        managers.clear();
        providers.clear();
        listeners.clear();
        observers.clear();
    }
}
