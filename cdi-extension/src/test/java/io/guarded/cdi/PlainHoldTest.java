package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockHandle;
import io.guarded.LockLostException;
import io.guarded.core.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The handle of an application's own manager, which knows nothing of shares, stays or ends without an answer. */
final class PlainHoldTest {

    private final Foreign handle = new Foreign();
    private final Hold hold = PlainHold.of(handle);

    @Test
    void whatCoreGaveStaysAsItIs() {
        assertThat(PlainHold.of(hold)).isSameAs(hold);
    }

    @Test
    void theHandleIsAskedForAllThatItKnows() {
        Runnable callback = () -> {};

        assertThat(hold.lockName()).isEqualTo("foreign");
        assertThat(hold.fencingToken()).isEqualTo(7);
        assertThat(hold.remaining()).isEqualTo(Duration.ofSeconds(3));
        assertThat(hold.isHeld()).isTrue();
        hold.ensureHeld();
        hold.extend(Duration.ofSeconds(9));
        hold.onLost(callback);

        assertThat(handle.extended).isEqualTo(Duration.ofSeconds(9));
        assertThat(handle.callbacks).containsExactly(callback);
    }

    @Test
    void aRegistrationThatIsClosedIsNotTold() {
        AtomicInteger told = new AtomicInteger();
        Hold.Registration ended = hold.whenLost(told::incrementAndGet);
        Hold.Registration open = hold.whenLost(told::incrementAndGet);
        ended.close();

        handle.callbacks.forEach(Runnable::run);

        assertThat(told).hasValue(1);
        open.close();
        handle.callbacks.forEach(Runnable::run);
        assertThat(told).hasValue(1);
    }

    @Test
    void aLossIsToldByWhateverLooks() {
        handle.isLost = true;

        assertThat(hold.isHeld()).isFalse();
        assertThatThrownBy(hold::ensureHeld).isInstanceOf(LockLostException.class);
        assertThatThrownBy(hold::enter).isInstanceOf(LockLostException.class);
    }

    @Test
    void aThreadEntersAndLeavesWhatIsHeld() {
        hold.enter().close();
        hold.leave();

        assertThat(handle.closed).isZero();
        assertThat(hold.isHeld()).isTrue();
    }

    @Test
    void endClosesTheHandleOnce() {
        hold.finish();
        hold.finish();
        hold.close();

        assertThat(handle.closed).isEqualTo(1);
        assertThat(hold.isHeld()).isFalse();
    }

    @Test
    void endAfterALossClosesTheHandleAndTellsTheLoss() {
        handle.isLost = true;

        assertThatThrownBy(hold::finish).isInstanceOf(LockLostException.class);
        assertThat(handle.closed).isEqualTo(1);
        assertThatCode(hold::finish).doesNotThrowAnyException();
    }

    @Test
    void endAfterAFailureAddsTheLossToIt() {
        handle.isLost = true;
        IllegalStateException failure = new IllegalStateException("own");

        hold.finish(failure);

        assertThat(failure.getSuppressed()).hasOnlyElementsOfType(LockLostException.class);
        assertThat(handle.closed).isEqualTo(1);
    }

    @Test
    void endAfterAFailureAddsNothingIfTheLockIsHeld() {
        IllegalStateException failure = new IllegalStateException("own");

        hold.finish(failure);

        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(handle.closed).isEqualTo(1);
    }

    @Test
    void releaseIsAnsweredAtOnce() {
        assertThat(hold.release()).isCompletedWithValue(null);
        assertThat(handle.closed).isEqualTo(1);
    }

    @Test
    void releaseAfterALossFails() {
        handle.isLost = true;

        assertThat(hold.release()).isCompletedExceptionally();
        assertThat(handle.closed).isEqualTo(1);
    }

    @Test
    void handleIsClosedWithTheLastShare() {
        Hold share = hold.share();
        Hold third = share.share();

        hold.finish();
        share.close();
        share.close();
        assertThat(handle.closed).isZero();
        assertThat(third.isHeld()).isTrue();
        assertThat(share.isHeld()).isFalse();

        third.finish();
        assertThat(handle.closed).isEqualTo(1);
    }

    @Test
    void whatHasEndedIsNotShared() {
        Hold share = hold.share();
        hold.close();
        assertThatThrownBy(hold::share).isInstanceOf(IllegalStateException.class);

        share.close();
        assertThatThrownBy(share::share).isInstanceOf(IllegalStateException.class);
        assertThat(handle.closed).isEqualTo(1);
    }

    private static final class Foreign implements LockHandle {

        private final List<Runnable> callbacks = new ArrayList<>();
        private boolean isLost;
        private int closed;
        private Duration extended = Duration.ZERO;

        @Override
        public String lockName() {
            return "foreign";
        }

        @Override
        public long fencingToken() {
            return 7;
        }

        @Override
        public boolean isHeld() {
            return !isLost;
        }

        @Override
        public void ensureHeld() {
            if (isLost) {
                throw new LockLostException("foreign", "in a test");
            }
        }

        @Override
        public Duration remaining() {
            return Duration.ofSeconds(3);
        }

        @Override
        public void extend(Duration time) {
            extended = time;
        }

        @Override
        public void onLost(Runnable callback) {
            callbacks.add(callback);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
