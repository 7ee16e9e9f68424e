package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

    private static Settings read(Map<String, String> values) {
        return Settings.read(property -> Optional.ofNullable(values.get(property)));
    }

    @Test
    void nothingSetMeansTheDefaults() {
        Settings settings = read(Map.of());

        assertThat(settings.defaultType()).isEqualTo("threading");
        assertThat(settings.keyPrefix()).isEqualTo("lock:");
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.maxHold()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.handoffs()).isEqualTo(64);
        assertThat(settings.handoffTime()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.storeTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.warnHold()).isZero();
    }

    @Test
    void valuesAreTaken() {
        Settings settings = read(Map.of(
                "guarded.default-type",
                "redis",
                "guarded.key-prefix",
                "",
                "guarded.lease",
                "PT5S",
                "guarded.max-hold",
                "2 h",
                "guarded.handoffs",
                "0",
                "guarded.handoff-time",
                "0s",
                "guarded.store-timeout",
                "250ms",
                "guarded.overtakes",
                "7",
                "guarded.max-waiters",
                "8",
                "guarded.max-waiters-total",
                "9"));

        assertThat(settings.defaultType()).isEqualTo("redis");
        assertThat(settings.keyPrefix()).isEmpty();
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.maxHold()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.handoffs()).isZero();
        assertThat(settings.handoffTime()).isZero();
        assertThat(settings.storeTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.overtakes()).isEqualTo(7);
        assertThat(settings.maxWaiters()).isEqualTo(8);
        assertThat(settings.maxWaitersInAll()).isEqualTo(9);
    }

    @Test
    void blankValueIsTheDefault() {
        assertThat(read(Map.of("guarded.lease", " ")).lease()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "guarded.lease, soon",
        "guarded.lease, 999ms",
        "guarded.lease, -PT5S",
        "guarded.lease, 99999999999h",
        "guarded.max-hold, 1",
        "guarded.max-hold, 0s",
        "guarded.overtakes, -1",
        "guarded.max-waiters, -1",
        "guarded.max-waiters-total, none",
        "guarded.handoffs, -1",
        "guarded.handoffs, many",
        "guarded.handoff-time, -PT1S",
        "guarded.store-timeout, 9ms",
        "guarded.key-prefix, {a}"
    })
    void badValueIsRefusedAndThePropertyNamed(String property, String value) {
        assertThatThrownBy(() -> read(Map.of(property, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(property)
                .hasMessageContaining("\"" + value + "\"");
    }

    @Test
    void allBadValuesAreNamedTogether() {
        assertThatThrownBy(() ->
                        read(Map.of("guarded.lease", "soon", "guarded.key-prefix", "{a}", "guarded.handoffs", "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guarded.key-prefix")
                .satisfies(first -> assertThat(first.getSuppressed())
                        .hasSize(2)
                        .extracting(Throwable::getMessage)
                        .satisfiesExactly(one -> assertThat(one).contains("guarded.lease"), two -> assertThat(two)
                                .contains("guarded.handoffs")));
    }

    @Test
    void propertyThatCannotBeReadHidesNoOther() {
        IllegalArgumentException unreadable = new IllegalArgumentException("unreadable");

        assertThatThrownBy(() -> Settings.read(property -> {
                    if (property.equals("guarded.default-type")) {
                        throw unreadable;
                    }
                    return Optional.of("soon").filter(value -> property.equals("guarded.lease"));
                }))
                .isSameAs(unreadable)
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1));
    }

    @Test
    void shortestAndLongestTimesAreTaken() {
        assertThat(read(Map.of("guarded.lease", "1s")).lease()).isEqualTo(Duration.ofSeconds(1));
        assertThat(read(Map.of("guarded.max-hold", "876000h")).maxHold()).isEqualTo(Duration.ofDays(36_500));
        assertThatThrownBy(() -> read(Map.of("guarded.max-hold", "876001h")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 100 years");
    }

    @Test
    void systemPropertyComesBeforeTheEnvironment() {
        System.setProperty("guarded.test-only", "here");
        try {
            assertThat(Environment.read("guarded.test-only")).contains("here");
        } finally {
            System.clearProperty("guarded.test-only");
        }
        assertThat(Environment.read("guarded.test-only")).isEmpty();
        assertThat(Environment.read("path")).isEqualTo(Optional.ofNullable(System.getenv("PATH")));
    }
}
