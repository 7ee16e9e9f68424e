package io.guarded.cdi;

import io.guarded.LockBusyException;
import io.guarded.LockInterruptedException;
import io.guarded.LockListener;
import io.guarded.LockUnavailableException;
import io.guarded.core.WaitTrace;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a span of each long wait, inside the span of the thread that has waited. The API may be absent. */
final class OpenTelemetryTrace implements WaitTrace {

    private final Once<Tracer> tracer;

    private OpenTelemetryTrace(BeanManager beans) {
        this.tracer = new Once<>(() -> new CdiBeans(beans)
                .find(OpenTelemetry.class)
                .orElseGet(OpenTelemetry::noop)
                .getTracer("io.guarded"));
    }

    /** Asked here and not where constants need the API as soon as the class is touched. */
    static boolean isPresent(BeanManager beans) {
        try {
            return !beans.getBeans(OpenTelemetry.class).isEmpty();
        } catch (NoClassDefFoundError absent) {
            return false;
        }
    }

    static WaitTrace of(BeanManager beans) {
        return new OpenTelemetryTrace(beans);
    }

    @Override
    public void ended(LockListener.Lock lock, Duration waited, @Nullable RuntimeException refusal) {
        Instant end = Instant.now();
        Span span = tracer.get()
                .spanBuilder("wait for lock")
                .setStartTimestamp(end.minus(waited))
                .setAllAttributes(OpenTelemetryInstruments.attributes(Labels.of(lock)))
                .setAttribute(OpenTelemetryInstruments.OUTCOME, outcome(lock, waited, refusal))
                .startSpan();
        if (refusal instanceof LockUnavailableException) {
            span.setStatus(StatusCode.ERROR, "the store is unavailable");
        }
        span.end(end);
    }

    private static String outcome(LockListener.Lock lock, Duration waited, @Nullable RuntimeException refusal) {
        if (refusal == null) {
            return "acquired";
        }
        if (refusal instanceof LockBusyException) {
            return new LockListener.Busy(lock, waited).isSkipped() ? "skipped" : "busy";
        }
        if (refusal instanceof LockInterruptedException) {
            return "interrupted";
        }
        return refusal instanceof LockUnavailableException ? "unavailable" : "refused";
    }
}
