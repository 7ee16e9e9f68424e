package io.guarded.cdi;

import io.guarded.LockListener;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.WaitTrace;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings together who wants to know of the locks: beans, observers and metrics. If there is none, nothing is told. */
final class Onlookers {

    private final List<LockListener> listeners = new ArrayList<>();
    private final List<Metrics> metrics = new ArrayList<>();
    private @Nullable WaitTrace trace;

    private Onlookers() {}

    static Onlookers find(BeanManager beans, Found found) {
        Onlookers onlookers = new Onlookers();
        found.listeners.forEach(bean -> onlookers.listeners.add(new BeanListener(beans, bean)));
        if (!found.observers.isEmpty()) {
            onlookers.listeners.add(new FactEvents(beans, found.observers));
        }
        onlookers.addMetrics(beans);
        return onlookers;
    }

    void add(LockListener listener) {
        listeners.add(listener);
    }

    private void addMetrics(BeanManager beans) {
        if (OpenTelemetryTrace.isPresent(beans)) {
            metrics.add(new Metrics(() -> OpenTelemetryInstruments.of(beans)));
            trace = OpenTelemetryTrace.of(beans);
        }
        if (MicrometerInstruments.isPresent(beans)) {
            metrics.add(new Metrics(() -> MicrometerInstruments.of(beans)));
        }
        listeners.addAll(metrics);
    }

    List<LockListener> listeners() {
        return List.copyOf(listeners);
    }

    Optional<WaitTrace> trace() {
        return Optional.ofNullable(trace);
    }

    /** Gives the manager to those who read it. */
    void watch(CloseableLockManager manager) {
        metrics.forEach(each -> each.watch(manager));
    }

    void close() {
        metrics.forEach(Metrics::close);
    }
}
