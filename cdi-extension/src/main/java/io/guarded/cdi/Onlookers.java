package io.guarded.cdi;

import io.guarded.LockListener;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.WaitTrace;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings together who wants to know of the locks: beans, observers and metrics. If there is none, nothing is told. */
final class Onlookers {

    private final List<LockListener> listeners = new ArrayList<>();
    private final List<Metrics> metrics = new ArrayList<>();
    private @Nullable WaitTrace trace;
    private volatile boolean isClosed;

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
    }

    List<LockListener> listeners() {
        return Stream.concat(listeners.stream(), metrics.stream())
                .map(this::untilClosed)
                .toList();
    }

    /** Gives those of a module that comes to the manager of another one, which is measured there. */
    List<LockListener> guests() {
        return listeners.stream().map(this::untilClosed).toList();
    }

    /** The manager may outlive the beans of a module. */
    private LockListener untilClosed(LockListener listener) {
        return new LockListener() {
            @Override
            public void happened(Fact fact) {
                if (!isClosed) {
                    listener.happened(fact);
                }
            }
        };
    }

    Optional<WaitTrace> trace() {
        return Optional.ofNullable(trace);
    }

    /** Gives the manager to those who read it. */
    void watch(CloseableLockManager manager) {
        metrics.forEach(each -> each.watch(manager));
    }

    void close() {
        isClosed = true;
        metrics.forEach(Metrics::close);
    }
}
