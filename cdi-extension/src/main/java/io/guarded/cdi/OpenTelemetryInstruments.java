package io.guarded.cdi;

import io.guarded.core.CloseableLockManager;
import io.guarded.core.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records with the application's OpenTelemetry bean, which MicroProfile Telemetry makes. The API may be absent.
 *
 * <p>Times are in milliseconds, for which the SDK's default buckets are made; an API as old as some servers' cannot ask for
 * others.
 */
final class OpenTelemetryInstruments implements Instruments {

    static final AttributeKey<String> GUARD = AttributeKey.stringKey("guard");
    static final AttributeKey<String> TYPE = AttributeKey.stringKey("type");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

    private final Meter meter;
    private final LongCounter attempts;
    private final LongCounter handoffs;
    private final LongCounter lost;
    private final DoubleHistogram wait;
    private final DoubleHistogram hold;
    private final List<AutoCloseable> gauges = new ArrayList<>();

    private OpenTelemetryInstruments(Meter meter) {
        this.meter = meter;
        this.attempts = counter("attempts", "attempts to get a lock, by their outcome");
        this.handoffs = counter("handoffs", "locks that came from another caller without the store being asked");
        this.lost = counter("lost", "holds that ended before their holders wanted it");
        this.wait = histogram("wait", "how long attempts took");
        this.hold = histogram("hold", "how long locks were held");
    }

    /** Gives nothing if all of it is switched off, as MicroProfile Telemetry is by default. */
    static @Nullable Instruments of(BeanManager beans) {
        OpenTelemetry telemetry = new CdiBeans(beans).find(OpenTelemetry.class).orElseGet(OpenTelemetry::noop);
        // the bean may be a proxy of the one that does nothing; what that one gives is always the same
        return telemetry.getMeterProvider() == MeterProvider.noop()
                ? null
                : new OpenTelemetryInstruments(telemetry.getMeter("io.guarded"));
    }

    private LongCounter counter(String name, String meaning) {
        return meter.counterBuilder(PREFIX + name).setDescription(meaning).build();
    }

    private DoubleHistogram histogram(String name, String meaning) {
        return meter.histogramBuilder(PREFIX + name)
                .setDescription(meaning)
                .setUnit("ms")
                .build();
    }

    static Attributes attributes(Labels labels) {
        return Attributes.of(GUARD, labels.guard(), TYPE, labels.type());
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    @Override
    public void attempt(Labels labels, String outcome, Duration waited) {
        Attributes attributes = Attributes.of(GUARD, labels.guard(), TYPE, labels.type(), OUTCOME, outcome);
        attempts.add(1, attributes);
        wait.record(millis(waited), attributes);
    }

    @Override
    public void handedOff(Labels labels) {
        handoffs.add(1, attributes(labels));
    }

    @Override
    public void ended(Labels labels, Duration held, boolean isLost) {
        hold.record(millis(held), attributes(labels));
        if (isLost) {
            lost.add(1, attributes(labels));
        }
    }

    @Override
    public void read(CloseableLockManager manager) {
        gauge("held", "locks that are held now", manager, Usage::held);
        gauge("waiting", "callers that wait now", manager, Usage::waiting);
    }

    private void gauge(String name, String meaning, CloseableLockManager manager, ToIntFunction<Usage> count) {
        gauges.add(meter.upDownCounterBuilder(PREFIX + name)
                .setDescription(meaning)
                .buildWithCallback(measurement -> measure(measurement, manager, count)));
    }

    private static void measure(
            ObservableLongMeasurement measurement, CloseableLockManager manager, ToIntFunction<Usage> count) {
        manager.usage().forEach(usage -> measurement.record(count.applyAsInt(usage), attributes(Labels.of(usage))));
    }

    @Override
    public void close() {
        IllegalStateException failures = new IllegalStateException("a gauge was not closed");
        for (AutoCloseable gauge : gauges) {
            try {
                gauge.close();
            } catch (Exception failure) {
                failures.addSuppressed(failure);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
