package io.guarded.cdi.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.cdi.Containers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics as a real registry of Micrometer has them. */
@Tag("microprofile")
class MicrometerTest {

    private static SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @ApplicationScoped
    static class Registry {
        @Produces
        MeterRegistry registry() {
            return registry;
        }
    }

    @BeforeEach
    void makeRegistry() {
        registry = new SimpleMeterRegistry();
    }

    private static double count(String guard, String outcome) {
        return registry.get("guarded.attempts")
                .tags("guard", guard, "type", "threading", "outcome", outcome)
                .counter()
                .count();
    }

    private static double gauge(String name) {
        return registry.get(name).tags("guard", "user:{id}").gauge().value();
    }

    @Test
    void metersTellWhatHappenedByTemplate() throws Exception {
        try (WeldContainer container = Containers.start(Registry.class, Busy.class)) {
            Busy bean = container.select(Busy.class).get();
            Scenario.play(bean, () -> bean.waiting("1"), () -> {
                await().until(() -> registry.find("guarded.waiting").gauge() != null);
                await().until(() -> gauge("guarded.waiting") == 1);
                assertThat(gauge("guarded.held")).isEqualTo(1);
            });
            // a counter is there before it counts
            await().until(() -> registry.find("guarded.lost").counter() != null);
            await().until(() -> registry.get("guarded.lost").counter().count() > 0);

            assertThat(count("user:{id}", "acquired")).isEqualTo(2);
            assertThat(count("user:{id}", "busy")).isEqualTo(1);
            assertThat(count("user:{id}", "skipped")).isEqualTo(1);
            assertThat(count("none", "acquired")).isEqualTo(1);
            assertThat(registry.get("guarded.lost").counter().count()).isEqualTo(1);
            assertThat(registry.get("guarded.hold")
                            .tags("guard", "user:{id}")
                            .timer()
                            .count())
                    .isEqualTo(2);
            assertThat(gauge("guarded.held")).isZero();
            assertThat(registry.getMetersAsString()).doesNotContain("user:1").doesNotContain("secret-of-a-user");
        }
        assertThat(registry.find("guarded.held").gauges()).isEmpty();
        assertThat(registry.find("guarded.waiting").gauges()).isEmpty();
    }

    /** Applications of one server may share a registry, which gives the gauge that it has in place of a new one. */
    @Test
    void aGaugeOfAnotherApplicationStaysWhenThisOneEnds() {
        Gauge other = Gauge.builder("guarded.held", () -> 42)
                .tags("guard", "user:{id}", "type", "threading")
                .register(registry);
        try (WeldContainer container = Containers.start(Registry.class, Busy.class)) {
            container.select(Busy.class).get().waiting("1");
            await().until(() -> registry.find("guarded.waiting").gauge() != null);
        }
        assertThat(registry.find("guarded.held").gauges()).containsExactly(other);
        assertThat(registry.find("guarded.waiting").gauges()).isEmpty();
    }
}
