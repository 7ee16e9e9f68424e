package io.guarded.cdi;

import io.guarded.LockListener;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Fires facts as events, each only if somebody observes its kind. */
final class FactEvents implements LockListener {

    private final BeanManager beans;
    private final Set<Class<?>> observed;
    private final Set<Class<?>> observedAsync;

    FactEvents(BeanManager beans, Collection<ObserverMethod<?>> observers) {
        this.beans = beans;
        this.observed = types(observers, false);
        this.observedAsync = types(observers, true);
    }

    private static Set<Class<?>> types(Collection<ObserverMethod<?>> observers, boolean isAsync) {
        return observers.stream()
                .filter(observer -> observer.isAsync() == isAsync)
                .map(ObserverMethod::getObservedType)
                .filter(Class.class::isInstance)
                .<Class<?>>map((Type type) -> (Class<?>) type)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Comes on the manager's executor, so that synchronous observers hold up no lock either. */
    @Override
    public void happened(Fact fact) {
        if (isAny(observedAsync, fact)) {
            var unused = event().fireAsync(fact);
        }
        if (isAny(observed, fact)) {
            event().fire(fact);
        }
    }

    private Event<Object> event() {
        return beans.getEvent();
    }

    private static boolean isAny(Set<Class<?>> types, Fact fact) {
        return types.stream().anyMatch(type -> type.isInstance(fact));
    }
}
