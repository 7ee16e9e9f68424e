package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockListener;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What asynchronous observers do not get done does not pile up without end. A container would not let one see how much. */
class FactEventsTest {

    private static final LockListener.Fact FACT =
            new LockListener.Acquired(new LockListener.Lock("a", "threading", Optional.empty()), Duration.ZERO, false);

    private final List<Object> fired = new ArrayList<>();
    private final FactEvents events = new FactEvents(
            with(BeanManager.class, Map.of("getEvent", () -> with(Event.class, Map.of("fireAsync", this::fire)))),
            List.of(with(
                    ObserverMethod.class,
                    Map.of("isAsync", () -> true, "getObservedType", () -> LockListener.Acquired.class))));

    private Object fire() {
        Object stage = new CompletableFuture<>();
        fired.add(stage);
        return stage;
    }

    /** Answers some of the type's methods, by their names. */
    private static <T> T with(Class<T> type, Map<String, Supplier<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName()).get()));
    }

    @Test
    void observersThatHangAreNotToldEverything() {
        for (int i = 0; i < FactEvents.MOST + 100; i++) {
            events.happened(FACT);
        }
        assertThat(fired).hasSize(FactEvents.MOST);

        ((CompletableFuture<?>) fired.get(0)).complete(null);
        ((CompletableFuture<?>) fired.get(1)).completeExceptionally(new IllegalStateException("an observer may fail"));
        for (int i = 0; i < 5; i++) {
            events.happened(FACT);
        }
        assertThat(fired).hasSize(FactEvents.MOST + 2);
    }
}
