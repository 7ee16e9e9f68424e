package io.guarded.cdi.atleast;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class AtLeastTest {

    private static final long MILLIS = 700;

    @ApplicationScoped
    static class Nightly {
        @Guarded(name = "nightly", timeout = 0, atLeast = MILLIS, unit = TimeUnit.MILLISECONDS, onBusy = OnBusy.SKIP)
        public String run() {
            return "ran";
        }

        @Guarded(name = "nightly", timeout = 60_000, unit = TimeUnit.MILLISECONDS)
        public long waitForIt() {
            return System.nanoTime();
        }

        @Guarded(name = "long", timeout = 0, atLeast = 1, unit = TimeUnit.HOURS, onBusy = OnBusy.SKIP)
        public String runForLong() {
            return "ran";
        }
    }

    @Test
    void aQuickBodyKeepsItsLockForTheLeastTime() {
        try (WeldContainer container = Containers.start(Nightly.class)) {
            Nightly nightly = container.select(Nightly.class).get();
            long before = System.nanoTime();

            assertThat(nightly.run()).isEqualTo("ran");

            assertThat(nightly.waitForIt() - before)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(MILLIS).toNanos());
        }
    }

    @Test
    void aSecondRunWithinTheLeastTimeIsSkipped() {
        try (WeldContainer container = Containers.start(Nightly.class)) {
            Nightly nightly = container.select(Nightly.class).get();

            assertThat(nightly.runForLong()).isEqualTo("ran");
            assertThat(nightly.runForLong()).isNull();
        }
    }
}
