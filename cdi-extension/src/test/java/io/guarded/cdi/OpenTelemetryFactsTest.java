package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockBusyException;
import io.guarded.LockInterruptedException;
import io.guarded.LockListener;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each fact is counted and each end of a wait is traced as it is to be, and as nothing else, by the real SDK. */
@Tag("microprofile")
class OpenTelemetryFactsTest {

    private static final InMemoryMetricReader READER = InMemoryMetricReader.create();
    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    private static final OpenTelemetry SDK = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(READER).build())
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                    .build())
            .build();

    @ApplicationScoped
    static class Telemetry {
        @Produces
        OpenTelemetry telemetry() {
            return SDK;
        }
    }

    private static Stream<String> rows(MetricData metric) {
        String name = metric.getName() + " ";
        return metric.getType() == MetricDataType.HISTOGRAM
                ? metric.getHistogramData().getPoints().stream()
                        .map(point -> name + labels(point.getAttributes()) + ": " + point.getCount() + " in "
                                + Math.round(point.getSum()) + " ms")
                : metric.getLongSumData().getPoints().stream()
                        .map(point -> name + labels(point.getAttributes()) + ": " + point.getValue());
    }

    private static String labels(Attributes attributes) {
        Map<String, String> labels = new TreeMap<>();
        attributes.forEach((key, value) -> labels.put(key.getKey(), value.toString()));
        return String.join(" ", labels.values());
    }

    @Test
    void eachFactIsCounted() {
        try (WeldContainer container = Containers.start(Telemetry.class)) {
            Metrics metrics = new Metrics(() -> OpenTelemetryInstruments.of(container.getBeanManager()));

            SampleFacts.ALL.forEach(metrics::happened);

            assertThat(READER.collectAllMetrics().stream().flatMap(OpenTelemetryFactsTest::rows))
                    .containsExactlyInAnyOrder(SampleFacts.TABLE);
        }
    }

    private static String row(SpanData span) {
        return span.getName() + ", " + labels(span.getAttributes()) + ", "
                + span.getStatus().getStatusCode() + " "
                + span.getStatus().getDescription() + ", " + (span.getEndEpochNanos() - span.getStartEpochNanos());
    }

    private static void end(
            OpenTelemetryTrace trace, LockListener.Lock lock, int nanos, @Nullable RuntimeException refusal) {
        trace.ended(lock, Duration.ofNanos(nanos), refusal);
    }

    @Test
    void eachEndOfAWaitIsTraced() {
        try (WeldContainer container = Containers.start(Telemetry.class)) {
            OpenTelemetryTrace trace = (OpenTelemetryTrace) OpenTelemetryTrace.of(container.getBeanManager());
            LockBusyException busy = new LockBusyException("secret", Duration.ZERO, null);

            end(trace, SampleFacts.GUARDED, 1, null);
            end(trace, SampleFacts.GUARDED, 2, busy);
            end(trace, SampleFacts.SKIPPING, 3, busy);
            end(trace, SampleFacts.BY_HAND, 4, new LockInterruptedException("secret"));
            end(trace, SampleFacts.GUARDED, 5, new LockUnavailableException("secret", "secret", null));
            end(trace, SampleFacts.GUARDED, 6, new LockLostException("secret", "secret"));
            end(trace, SampleFacts.BY_HAND, 7, new IllegalStateException("secret"));

            assertThat(SPANS.getFinishedSpanItems())
                    .map(OpenTelemetryFactsTest::row)
                    .containsExactly(
                            "wait for lock, order:{id} acquired redis, UNSET , 1",
                            "wait for lock, order:{id} busy redis, UNSET , 2",
                            "wait for lock, order:{id} skipped redis, UNSET , 3",
                            "wait for lock, none interrupted threading, UNSET , 4",
                            "wait for lock, order:{id} unavailable redis, ERROR the store is unavailable, 5",
                            "wait for lock, order:{id} refused redis, UNSET , 6",
                            "wait for lock, none refused threading, UNSET , 7");
            assertThat(SPANS.getFinishedSpanItems().toString()).doesNotContain("secret");
        }
    }
}
