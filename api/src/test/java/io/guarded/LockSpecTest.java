package io.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LockSpecTest {

    private final LockSpec spec = LockSpec.of("a:b");

    @Test
    void nameIsLiteralAndTheRestIsDefault() {
        assertThat(spec.name()).isEqualTo("a:b");
        assertThat(spec.type()).isEmpty();
        assertThat(spec.key()).isEmpty();
        assertThat(spec.lease()).isEmpty();
        assertThat(LockSpec.of(LockName.of("a", "b"))).isEqualTo(spec);
    }

    @Test
    void changesMakeCopies() {
        LockSpec changed = spec.type("redis").key("k").lease(Duration.ofSeconds(1));

        assertThat(changed.isFenced()).isFalse();
        assertThat(changed.fenced().isFenced()).isTrue();
        assertThat(changed.fenced()).hasToString("LockSpec[name=a:b, type=redis, key=k, lease=PT1S, fenced]");
        assertThat(changed.type()).contains("redis");
        assertThat(changed.key()).contains("k");
        assertThat(changed.lease()).contains(Duration.ofSeconds(1));
        assertThat(changed.maxHold(Duration.ofMinutes(1)).maxHold()).contains(Duration.ofMinutes(1));
        assertThat(changed.maxHold()).isEmpty();
        assertThat(changed.atLeast(Duration.ofMinutes(2)).atLeast()).contains(Duration.ofMinutes(2));
        assertThat(changed.atLeast()).isEmpty();
        assertThat(spec).isEqualTo(LockSpec.of("a:b")).isNotEqualTo(changed);
    }

    @Test
    void equalityTakesEverythingIn() {
        LockSpec full = spec.type("t").key("k").lease(Duration.ofSeconds(1));

        assertThat(full)
                .isEqualTo(spec.type("t").key("k").lease(Duration.ofSeconds(1)))
                .hasSameHashCodeAs(spec.type("t").key("k").lease(Duration.ofSeconds(1)))
                .isNotEqualTo(full.fenced())
                .isNotEqualTo(full.type("u"))
                .isNotEqualTo(full.key("l"))
                .isNotEqualTo(full.lease(Duration.ofSeconds(2)))
                .isNotEqualTo(full.maxHold(Duration.ofSeconds(2)))
                .isNotEqualTo(full.atLeast(Duration.ofSeconds(1)))
                .isNotEqualTo(LockSpec.of("x").type("t").key("k").lease(Duration.ofSeconds(1)))
                .isNotEqualTo("a:b");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void missingTextIsRefused(String missing) {
        assertThatThrownBy(() -> LockSpec.of(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> spec.type(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("type");
        assertThatThrownBy(() -> spec.key(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key");
    }

    @Test
    void leaseIsAtLeastATenthOfASecond() {
        assertThat(spec.lease(Duration.ofMillis(100)).lease()).contains(Duration.ofMillis(100));
        assertThatThrownBy(() -> spec.lease(Duration.ofMillis(99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 ms")
                .hasMessageContaining("PT0.099S");
        assertThatThrownBy(() -> spec.lease(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesOfAHoldAreLongerThanZero() {
        for (Duration wrong : new Duration[] {null, Duration.ZERO, Duration.ofNanos(-1)}) {
            assertThatThrownBy(() -> spec.maxHold(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxHold");
            assertThatThrownBy(() -> spec.atLeast(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("atLeast");
        }
    }

    @Test
    void guardIsKeptThroughEveryChange() {
        Guarded guard = Guarded.Literal.of("a:{b}", "", 1, TimeUnit.SECONDS);
        LockSpec guarded = spec.guardedBy(guard);

        assertThat(spec.guard()).isEmpty();
        assertThat(guarded.guard()).contains(guard);
        assertThat(guarded).isNotEqualTo(spec);
        assertThat(guarded.type("t")
                        .key("k")
                        .lease(Duration.ofSeconds(1))
                        .maxHold(Duration.ofSeconds(1))
                        .atLeast(Duration.ofSeconds(1))
                        .fenced()
                        .guard())
                .contains(guard);
    }

    @Test
    void textTellsWhatDiffers() {
        assertThat(spec).hasToString("LockSpec[name=a:b, type=default, key=from name, lease=renewed]");
        assertThat(spec.type("t").key("k\n").lease(Duration.ofSeconds(1)))
                .hasToString("LockSpec[name=a:b, type=t, key=k\\u000A, lease=PT1S]");
        assertThat(spec.maxHold(Duration.ofSeconds(3)).atLeast(Duration.ofSeconds(2)))
                .hasToString(
                        "LockSpec[name=a:b, type=default, key=from name, lease=renewed, max hold=PT3S, at least=PT2S]");
    }
}
