package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** Each fact is counted as it is to be, and as nothing else, in a real registry of Micrometer. */
@org.junit.jupiter.api.Tag("microprofile")
class MicrometerFactsTest {

    private static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();

    @ApplicationScoped
    static class Registry {
        @Produces
        MeterRegistry registry() {
            return REGISTRY;
        }
    }

    private static String row(Meter meter) {
        String labels = meter.getId().getTags().stream().map(Tag::getValue).collect(Collectors.joining(" "));
        String value = meter instanceof Timer timer
                ? timer.count() + " in " + Math.round(timer.totalTime(TimeUnit.MILLISECONDS)) + " ms"
                : String.valueOf(Math.round(((Counter) meter).count()));
        return meter.getId().getName() + " " + labels + ": " + value;
    }

    @Test
    void eachFactIsCounted() {
        try (WeldContainer container = Containers.start(Registry.class)) {
            Metrics metrics = new Metrics(() -> MicrometerInstruments.of(container.getBeanManager()));

            SampleFacts.ALL.forEach(metrics::happened);

            assertThat(REGISTRY.getMeters()).map(MicrometerFactsTest::row).containsExactlyInAnyOrder(SampleFacts.TABLE);
        }
    }
}
