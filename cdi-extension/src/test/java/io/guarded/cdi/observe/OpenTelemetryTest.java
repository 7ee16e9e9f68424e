package io.guarded.cdi.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockListener;
import io.guarded.cdi.Containers;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics and spans as the real SDK exports them. */
@Tag("microprofile")
class OpenTelemetryTest {

    private static InMemoryMetricReader reader = InMemoryMetricReader.create();
    private static InMemorySpanExporter spans = InMemorySpanExporter.create();
    private static OpenTelemetry sdk = OpenTelemetry.noop();

    @ApplicationScoped
    static class Telemetry {
        @Produces
        OpenTelemetry telemetry() {
            return sdk;
        }
    }

    @BeforeEach
    void makeSdk() {
        reader = InMemoryMetricReader.create();
        spans = InMemorySpanExporter.create();
        sdk = OpenTelemetrySdk.builder()
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(reader).build())
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();
    }

    private static Map<String, Long> sums(String name) {
        Map<String, Long> sums = new TreeMap<>();
        metrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .forEach(point -> sums.put(labels(point), point.getValue()));
        return sums;
    }

    private static String labels(LongPointData point) {
        Map<String, String> labels = new TreeMap<>();
        point.getAttributes().forEach((key, value) -> labels.put(key.getKey(), value.toString()));
        return String.join(" ", labels.values());
    }

    private static Collection<MetricData> metrics() {
        return reader.collectAllMetrics();
    }

    private static Map<Attributes, Long> counts(String name) {
        Map<Attributes, Long> counts = new HashMap<>();
        metrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .flatMap(metric -> metric.getHistogramData().getPoints().stream())
                .forEach(point -> counts.put(point.getAttributes(), point.getCount()));
        return counts;
    }

    private static void waitBeyondTheLimit() {
        await().until(() -> sums("guarded.waiting").equals(Map.of("user:{id} threading", 1L)));
        assertThat(sums("guarded.held")).isEqualTo(Map.of("user:{id} threading", 1L));
        await().pollDelay(Duration.ofMillis(30)).until(() -> true);
    }

    @Test
    void metricsAndSpansTellWhatHappenedByTemplate() throws Exception {
        String parent;
        try (WeldContainer container = Containers.start(Telemetry.class, Busy.class)) {
            Busy bean = container.select(Busy.class).get();
            Span request = sdk.getTracer("test").spanBuilder("request").startSpan();
            parent = request.getSpanContext().getSpanId();
            Scenario.play(bean, () -> waitInside(request, bean), OpenTelemetryTest::waitBeyondTheLimit);
            await().until(() -> sums("guarded.lost").size() == 1);

            assertThat(sums("guarded.attempts"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "user:{id} acquired threading", 2L,
                            "user:{id} busy threading", 1L,
                            "user:{id} skipped threading", 1L,
                            "none acquired threading", 1L));
            assertThat(sums("guarded.lost")).isEqualTo(Map.of("none threading", 1L));
            assertThat(sums("guarded.held")).isEmpty();
            assertThat(counts("guarded.wait").values()).containsExactlyInAnyOrder(2L, 1L, 1L, 1L);
            assertThat(counts("guarded.hold").values()).containsExactlyInAnyOrder(2L, 1L);
            assertThat(metrics().toString()).doesNotContain("user:1").doesNotContain("secret-of-a-user");
        }
        // a slow machine may also take long for the refusals, which have no parent
        SpanData span = spans.getFinishedSpanItems().stream()
                .filter(item -> item.getParentSpanId().equals(parent))
                .findFirst()
                .orElseThrow();
        assertThat(span.getName()).isEqualTo("wait for lock");
        assertThat(span.getAttributes().asMap().values().stream().map(String::valueOf))
                .containsExactlyInAnyOrder("user:{id}", "threading", "acquired");
        assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isGreaterThan(10_000_000);
    }

    private static void waitInside(Span request, Busy bean) {
        try (Scope inside = request.makeCurrent()) {
            bean.waiting("1");
        } finally {
            request.end();
        }
    }

    @Test
    void gaugesEndWithTheApplication() {
        try (WeldContainer container = Containers.start(Telemetry.class, Busy.class)) {
            container.select(Busy.class).get().waiting("1");
            await().until(() -> sums("guarded.attempts").size() == 1);
        }
        assertThat(sums("guarded.held")).isEmpty();
        assertThat(sums("guarded.waiting")).isEmpty();
    }

    /** MicroProfile Telemetry is switched off by default, and gives a bean all the same. */
    @Test
    void whatIsSwitchedOffGetsNoGauges() {
        AtomicInteger meters = new AtomicInteger();
        sdk = new OpenTelemetry() {
            @Override
            public MeterProvider getMeterProvider() {
                return MeterProvider.noop();
            }

            @Override
            public MeterBuilder meterBuilder(String name) {
                meters.incrementAndGet();
                return getMeterProvider().meterBuilder(name);
            }

            @Override
            public Meter getMeter(String name) {
                meters.incrementAndGet();
                return getMeterProvider().get(name);
            }

            @Override
            public TracerProvider getTracerProvider() {
                return TracerProvider.noop();
            }

            @Override
            public ContextPropagators getPropagators() {
                return ContextPropagators.noop();
            }
        };
        try (WeldContainer container = Containers.start(Telemetry.class, Busy.class, Heard.class)) {
            container.select(Busy.class).get().waiting("1");
            await().until(() -> Heard.FACTS.size() >= 2);
        }
        assertThat(meters).hasValue(0);
    }

    /** Is told after the metrics, or before: by then all have been told of the fact before the last. */
    @ApplicationScoped
    static class Heard implements LockListener {
        static final List<Fact> FACTS = new CopyOnWriteArrayList<>();

        @Override
        public void happened(Fact fact) {
            FACTS.add(fact);
        }
    }
}
