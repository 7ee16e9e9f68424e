package io.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockListener.Acquired;
import io.guarded.LockListener.Busy;
import io.guarded.LockListener.Fact;
import io.guarded.LockListener.Forced;
import io.guarded.LockListener.Interrupted;
import io.guarded.LockListener.Lock;
import io.guarded.LockListener.Lost;
import io.guarded.LockListener.Released;
import io.guarded.LockListener.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LockListenerTest {

    private static final Lock LOCK = new Lock("n", Guarded.THREADING, Optional.empty());

    /** Hears all that happens, each kind by its own method. */
    private static final class Ear implements LockListener {

        private final List<Fact> heard = new ArrayList<>();

        @Override
        public void acquired(Acquired fact) {
            heard.add(fact);
        }

        @Override
        public void busy(Busy fact) {
            heard.add(fact);
        }

        @Override
        public void unavailable(Unavailable fact) {
            heard.add(fact);
        }

        @Override
        public void interrupted(Interrupted fact) {
            heard.add(fact);
        }

        @Override
        public void released(Released fact) {
            heard.add(fact);
        }

        @Override
        public void lost(Lost fact) {
            heard.add(fact);
        }

        @Override
        public void forced(Forced fact) {
            heard.add(fact);
        }
    }

    static Stream<Fact> all() {
        return Stream.of(
                new Acquired(LOCK, Duration.ZERO, true),
                new Busy(LOCK, Duration.ZERO),
                new Unavailable(LOCK, Duration.ZERO, "away"),
                new Interrupted(LOCK, Duration.ZERO),
                new Released(LOCK, Duration.ZERO),
                new Lost(LOCK, Duration.ZERO, "its time was over"),
                new Forced(LOCK, "id", "on call"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachKindIsToldByItsOwnMethod(Fact fact) {
        Ear ear = new Ear();

        ear.happened(fact);

        assertThat(ear.heard).containsExactly(fact);
        assertThat(fact.lock()).isEqualTo(LOCK);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whoHearsOneKindMayLeaveTheOthers(Fact fact) {
        new LockListener() {}.happened(fact);
    }

    @Test
    void callIsSkippedOnlyIfItsGuardSaysSo() {
        Guarded.Literal refusing = Guarded.Literal.of("n", Guarded.THREADING, 0, TimeUnit.SECONDS);
        Guarded skipping = refusing.onBusy(Guarded.OnBusy.SKIP);

        assertThat(new Busy(LOCK, Duration.ZERO).isSkipped()).isFalse();
        assertThat(of(refusing).isSkipped()).isFalse();
        assertThat(of(skipping).isSkipped()).isTrue();
    }

    private static Busy of(Guarded guard) {
        return new Busy(new Lock("n", Guarded.THREADING, Optional.of(guard)), Duration.ZERO);
    }
}
