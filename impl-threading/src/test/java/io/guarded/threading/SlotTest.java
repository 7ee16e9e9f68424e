package io.guarded.threading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can happen to a key in the moment in which it is given on, step by step. */
final class SlotTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final LeaseTimer timer = new LeaseTimer();
    private final ThreadingLockProvider provider = new ThreadingLockProvider(() -> timer);
    private final Slot slot = new Slot("k", provider, new Claim(1, null));

    @BeforeEach
    void start() {
        provider.start(null);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void slotThatHasLeftTakesNobody() {
        assertThat(slot.release(1)).isTrue();

        assertThat(slot.enter(new Claim(2, null), false)).isEqualTo(Slot.Outcome.OVER);
        assertThat(slot.enter(Claim.waiting(3, null), true)).isEqualTo(Slot.Outcome.OVER);
    }

    @Test
    void whoDoesNotWaitIsBusyAndQueuesNowhere() {
        assertThat(slot.enter(new Claim(2, null), false)).isEqualTo(Slot.Outcome.BUSY);

        assertThat(slot.releaseNow(1)).isTrue();
    }

    @Test
    void keyGoesToTheNextIfTheFirstIsGoneInThatMoment() {
        Claim first = Claim.waiting(2, null);
        Claim second = Claim.waiting(3, null);
        assertThat(slot.enter(first, true)).isEqualTo(Slot.Outcome.QUEUED);
        assertThat(slot.enter(second, true)).isEqualTo(Slot.Outcome.QUEUED);
        Slot elsewhere = new Slot("k", provider);
        CompletableFuture<Boolean> gone = first.answerWithin(HOUR, timer, elsewhere);
        CompletableFuture<Boolean> told = second.answerWithin(HOUR, timer, slot);
        // has said that it waits no more, and has not left the queue yet
        gone.cancel(true);

        assertThat(slot.release(1)).isTrue();

        assertThat(told).isCompletedWithValue(true);
        assertThat(slot.release(2)).isFalse();
        assertThat(slot.release(3)).isTrue();
    }

    @Test
    void keyIsFreeIfAllAreGoneInThatMoment() {
        Claim only = Claim.waiting(2, null);
        slot.enter(only, true);
        only.answerWithin(HOUR, timer, new Slot("k", provider)).cancel(true);

        assertThat(slot.release(1)).isTrue();

        assertThat(slot.isHeld()).isFalse();
        assertThat(slot.enter(new Claim(3, null), false)).isEqualTo(Slot.Outcome.OVER);
    }

    @Test
    void claimThatDoesNotWaitCannotBeTold() {
        assertThat(new Claim(2, null).grant()).isFalse();
    }
}
