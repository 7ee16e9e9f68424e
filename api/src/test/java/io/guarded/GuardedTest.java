package io.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GuardedTest {

    @Guarded(name = "n", type = Guarded.REDIS, timeout = 5, unit = TimeUnit.MINUTES)
    private static final class Plain {}

    @Guarded(
            name = "n",
            type = Guarded.REDIS,
            timeout = 5,
            unit = TimeUnit.MINUTES,
            lease = 3,
            maxHold = 4,
            atLeast = 2,
            onBusy = Guarded.OnBusy.SKIP,
            onLost = Guarded.OnLost.SIGNAL,
            fenced = true,
            message = "m",
            busyStatus = 409)
    private static final class Full {}

    private final Guarded.Literal plain = Guarded.Literal.of("n", Guarded.REDIS, 5, TimeUnit.MINUTES);

    @Test
    void literalHasTheDefaultsOfTheAnnotation() {
        assertThat(plain).isEqualTo(Plain.class.getAnnotation(Guarded.class));
        assertThat(plain.hashCode())
                .isEqualTo(Plain.class.getAnnotation(Guarded.class).hashCode());
    }

    @Test
    void literalTakesEveryMember() {
        Guarded full = plain.lease(3)
                .maxHold(4)
                .atLeast(2)
                .onBusy(Guarded.OnBusy.SKIP)
                .onLost(Guarded.OnLost.SIGNAL)
                .fenced(true)
                .message("m")
                .busyStatus(409);

        assertThat(full).isEqualTo(Full.class.getAnnotation(Guarded.class)).isNotEqualTo(plain);
    }
}
