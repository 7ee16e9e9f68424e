package io.guarded.cdi;

import io.guarded.LockListener;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Fires facts as events, each only if somebody observes its kind. */
final class FactEvents implements LockListener {

    /** Beyond that facts are left out for asynchronous observers: those that hang must not fill the memory. */
    static final int MOST = 10_000;

    private final Complaints failed = new Complaints("an asynchronous observer of lock facts");
    private final Complaints behind = new Complaints("asynchronous observers of lock facts");
    private final AtomicInteger running = new AtomicInteger();
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
            fireLater(fact);
        }
        if (isAny(observed, fact)) {
            event().fire(fact);
        }
    }

    /** Nobody waits for what it gives, so that what goes wrong is told here. */
    private void fireLater(Fact fact) {
        if (running.get() >= MOST) {
            behind.leftOut();
            return;
        }
        running.incrementAndGet();
        try {
            var unused = event().fireAsync(fact).whenComplete((told, failure) -> {
                running.decrementAndGet();
                if (failure != null) {
                    failed.failed(failure);
                }
            });
        } catch (RuntimeException | Error failure) {
            running.decrementAndGet();
            failed.failed(failure);
        }
    }

    private Event<Object> event() {
        return beans.getEvent();
    }

    private static boolean isAny(Set<Class<?>> types, Fact fact) {
        return types.stream().anyMatch(type -> type.isInstance(fact));
    }
}
