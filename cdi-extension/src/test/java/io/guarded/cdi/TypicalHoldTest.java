package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.Hold;
import io.guarded.core.LockManagers;
import io.guarded.threading.ThreadingLockProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TypicalHoldTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TypicalHold typical = new TypicalHold();
    private final Guarded guard = Guarded.Literal.of("n:{a}", "", 0, TimeUnit.SECONDS);

    private Duration told(@Nullable Duration left) {
        return new Refusal(guard, typical)
                .of(new LockBusyException("n:1", Duration.ZERO, left))
                .retryAfter()
                .orElse(Duration.ZERO);
    }

    @Test
    void theShorterOfWhatIsLeftAndWhatIsUsualIsTold() {
        assertThat(told(null)).isZero();
        assertThat(told(HOUR)).isEqualTo(HOUR);

        typical.add(Duration.ofSeconds(2).toNanos());

        assertThat(told(null)).isEqualTo(Duration.ofSeconds(2));
        assertThat(told(HOUR)).isEqualTo(Duration.ofSeconds(2));
        assertThat(told(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatWasUsualIsForgotten() {
        typical.add(HOUR.toNanos());
        for (int i = 0; i < 40; i++) {
            typical.add(Duration.ofSeconds(1).toNanos());
        }

        assertThat(told(null)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_500));
    }

    @Test
    void theRefusalNamesItsGuardAndKeepsTheRest() {
        LockBusyException busy = new LockBusyException("n:1", "as many wait as may", Duration.ofSeconds(3), null);

        LockBusyException told = new Refusal(guard, typical).of(busy);

        assertThat(told.guard().map(Guarded::name)).contains("n:{a}");
        assertThat(told).hasMessage("as many wait as may");
        assertThat(told.waited()).isEqualTo(Duration.ofSeconds(3));
        assertThat(told.getStackTrace()).isEqualTo(busy.getStackTrace());
    }

    @Test
    void refusalOfAnotherLockIsNotThisGuards() {
        LockBusyException other = new LockBusyException("other", Duration.ZERO, null);

        new Refusal(guard, typical).tell(other, "n:1");
        assertThat(other.guard()).isEmpty();

        new Refusal(guard, typical).tell(other, "other");
        assertThat(other.guard()).contains(guard);
    }

    /** Nobody pays for it before the first refusal. */
    @Test
    void holdsAreMeasuredOnceSomebodyWasRefused() {
        try (CloseableLockManager manager = LockManagers.of(new ThreadingLockProvider())) {
            LockHandle handle = manager.getOrCreate("n").acquire();
            Hold hold = PlainHold.of(handle);
            assertThat(typical.measured(hold)).isSameAs(hold);

            assertThat(typical.lately()).isEmpty();

            Hold measured = typical.measured(hold);
            assertThat(measured.lockName()).isEqualTo("n");
            measured.finish();
            measured.close();
            assertThat(typical.lately()).isPresent();
        }
    }
}
