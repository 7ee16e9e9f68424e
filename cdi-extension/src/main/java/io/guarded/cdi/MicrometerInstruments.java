package io.guarded.cdi;

import io.guarded.core.CloseableLockManager;
import io.guarded.core.Usage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Records with the application's MeterRegistry bean. Micrometer may be absent. */
final class MicrometerInstruments implements Instruments {

    private final MeterRegistry registry;
    private final Set<Labels> read = new HashSet<>();
    private final List<Meter> gauges = new ArrayList<>();
    private @Nullable CloseableLockManager manager;

    private MicrometerInstruments(MeterRegistry registry) {
        this.registry = registry;
    }

    static boolean isPresent(BeanManager beans) {
        try {
            return !beans.getBeans(MeterRegistry.class).isEmpty();
        } catch (NoClassDefFoundError absent) {
            return false;
        }
    }

    static MicrometerInstruments of(BeanManager beans) {
        return new MicrometerInstruments(new CdiBeans(beans)
                .find(MeterRegistry.class)
                .orElseThrow(() -> new IllegalStateException("there is no MeterRegistry any more")));
    }

    private static Tags tags(Labels labels) {
        return Tags.of("guard", labels.guard(), "type", labels.type());
    }

    @Override
    public void attempt(Labels labels, String outcome, Duration waited) {
        Tags tags = tags(labels).and("outcome", outcome);
        registry.counter(PREFIX + "attempts", tags).increment();
        registry.timer(PREFIX + "wait", tags).record(waited);
        readOnce(labels);
    }

    @Override
    public void handedOff(Labels labels) {
        registry.counter(PREFIX + "handoffs", tags(labels)).increment();
    }

    @Override
    public void ended(Labels labels, Duration held, boolean isLost) {
        registry.timer(PREFIX + "hold", tags(labels)).record(held);
        if (isLost) {
            registry.counter(PREFIX + "lost", tags(labels)).increment();
        }
    }

    @Override
    public void read(CloseableLockManager watched) {
        manager = watched;
    }

    /** A gauge here has its labels from the start, so each guard gets its own when it is seen first. */
    private void readOnce(Labels labels) {
        CloseableLockManager watched = manager;
        if (watched != null && read.add(labels)) {
            addGauge("held", labels, watched, Usage::held);
            addGauge("waiting", labels, watched, Usage::waiting);
        }
    }

    /** One that another application has in a registry that both use stays its own: it would be given in place of a new one. */
    private void addGauge(String name, Labels labels, CloseableLockManager watched, ToIntFunction<Usage> count) {
        synchronized (registry) {
            if (registry.find(PREFIX + name).tags(tags(labels)).gauge() == null) {
                gauges.add(Gauge.builder(PREFIX + name, watched, source -> sum(source, labels, count))
                        .tags(tags(labels))
                        .register(registry));
            }
        }
    }

    private static double sum(CloseableLockManager manager, Labels labels, ToIntFunction<Usage> count) {
        return manager.usage().stream()
                .filter(usage -> Labels.of(usage).equals(labels))
                .mapToInt(count)
                .sum();
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
