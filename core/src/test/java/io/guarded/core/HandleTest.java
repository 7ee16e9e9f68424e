package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import io.guarded.core.ScriptedStore.Mood;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a handle says while it is open, once it is closed, and of what goes wrong as it is closed. */
final class HandleTest {

    private static final String NOT_CLEAN =
            "WARNING lock \"n\" of type scripted was not released cleanly; its lease frees it";

    private final ScriptedStore store = new ScriptedStore();
    private final CountingStore jvm = new CountingStore(Scope.JVM, true);
    private final Timer timer = new Timer();
    private final Gates gates = new Gates(new Rules(Settings.read(property -> Optional.empty())), timer, Runnable::run);
    private final Logged logged = Logged.of(Handle.class);

    @AfterEach
    void end() {
        logged.close();
        timer.shutdownNow();
    }

    private Handle held(boolean isFenced) {
        return gates.acquire(
                new Definition(
                        "n",
                        "n",
                        Store.of(store),
                        Duration.ofHours(5),
                        true,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        isFenced),
                0);
    }

    private Handle held() {
        return held(false);
    }

    private void lose() {
        gates.find("n").holder().lose("of a test");
        logged.messages().clear();
    }

    private List<String> warnings() {
        return logged.messages().stream()
                .filter(message -> message.startsWith("WARNING"))
                .toList();
    }

    @Test
    void nameIsThatOfTheLock() {
        assertThat(held().lockName()).isEqualTo("n");
    }

    @Test
    void tokenIsTheStoresIfTheLockIsFenced() {
        Handle fenced = held(true);
        assertThat(fenced.fencingToken()).isEqualTo(100);
        fenced.close();

        Handle unfenced = held();

        assertThatThrownBy(unfenced::fencingToken)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"n\"")
                .hasMessageContaining("LockSpec.fenced()");
    }

    @Test
    void remainingEndsWithTheHold() {
        Handle held = held();
        assertThat(held.remaining()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        Handle share = held.share();

        held.close();

        assertThat(held.remaining()).isZero();
        assertThat(share.remaining()).isPositive();
        lose();
        assertThat(share.remaining()).isZero();
    }

    @Test
    void holdOfThisJvmRemainsForEver() {
        Handle held = gates.acquire(
                new Definition("n", "n", Store.of(jvm), null, true, Duration.ofHours(1), Duration.ZERO, false), 0);

        assertThat(held.remaining()).isEqualTo(ChronoUnit.FOREVER.getDuration());
        held.close();
    }

    @Test
    void closedHandleIsUseless() {
        AtomicInteger told = new AtomicInteger();
        Handle held = held();
        Handle share = held.share();
        held.close();

        assertThat(held.isHeld()).isFalse();
        assertThatThrownBy(held::ensureHeld)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> held.extend(Duration.ofSeconds(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(held::enter).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(held::share).isInstanceOf(IllegalStateException.class);
        held.onLost(told::incrementAndGet);
        held.close();
        lose();
        assertThat(told).hasValue(0);
        share.close();
    }

    @Test
    void registrationIsToldOfTheLossUntilItIsClosed() {
        AtomicInteger told = new AtomicInteger();
        Handle held = held();
        Hold.Registration first = held.whenLost(told::incrementAndGet);
        Hold.Registration second = held.whenLost(told::incrementAndGet);
        second.close();

        lose();
        first.close();

        assertThat(told).hasValue(1);
        held.whenLost(told::incrementAndGet).close();
        assertThat(told).hasValue(2);
        held.close();
        held.whenLost(told::incrementAndGet).close();
        assertThat(told).hasValue(2);
    }

    /** One callback may be there more than once. */
    @Test
    void registrationThatIsClosedTwiceTakesNoOtherWithIt() {
        AtomicInteger told = new AtomicInteger();
        Handle held = held();
        Runnable callback = told::incrementAndGet;
        held.onLost(callback);
        Hold.Registration first = held.whenLost(callback);
        Hold.Registration second = held.whenLost(callback);
        Handle share = held.share();
        share.close();
        Hold.Registration none = share.whenLost(callback);
        first.close();
        first.close();
        none.close();

        lose();

        assertThat(told).hasValue(2);
        second.close();
        held.close();
    }

    @Test
    void handleThatIsClosedDoesNotShortenTheHoldThatOthersShare() {
        Handle held = held();
        Handle share = held.share();
        held.close();

        assertThatThrownBy(() -> held.extend(Duration.ofMinutes(5))).isInstanceOf(IllegalStateException.class);

        assertThat(share.remaining()).isGreaterThan(Duration.ofMinutes(50));
        share.close();
    }

    @Test
    void threadThatHasLeftDoesNotReenterAndLeavesOnce() {
        Handle held = held();
        Grant grant = gates.find("n").holder();
        assertThat(grant.isInside(Thread.currentThread())).isTrue();

        held.leave();
        Hold.Stay stay = held.enter();
        held.leave();

        assertThat(grant.isInside(Thread.currentThread())).isTrue();
        stay.close();
        assertThat(grant.isInside(Thread.currentThread())).isFalse();
        held.close();
        assertThat(store.holders).isEmpty();
    }

    @Test
    void releaseThatGoesWrongIsLoggedAndNotThrown() {
        store.releasing = Mood.BROKEN;

        held().close();

        assertThat(warnings()).containsExactly(NOT_CLEAN);
    }

    @Test
    void cleanReleaseLogsNothing() {
        held().close();
        held().giveBack();
        held().finish();
        held().finish(new IllegalStateException("of the body"));

        assertThat(warnings()).isEmpty();
        assertThat(store.releases).hasValue(4);
    }

    @Test
    void handleThatIsGivenBackLogsWhatGoesWrong() {
        store.releasing = Mood.BROKEN;

        held().giveBack();

        assertThat(warnings()).containsExactly(NOT_CLEAN);
    }

    @Test
    void workThatEndedWellIsNotSpoiledByItsRelease() {
        store.releasing = Mood.BROKEN;

        held().finish();

        assertThat(warnings()).containsExactly(NOT_CLEAN);
    }

    @Test
    void workThatEndedWellIsToldOfALoss() {
        Handle held = held();
        lose();

        assertThatThrownBy(held::finish).isInstanceOf(LockLostException.class).hasMessageContaining("of a test");

        assertThat(warnings()).isEmpty();
    }

    @Test
    void problemOfTheReleaseIsSuppressedByTheFailureOfTheWork() {
        IllegalStateException failure = new IllegalStateException("of the body");
        store.releasing = Mood.BROKEN;

        held().finish(failure);

        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LockUnavailableException.class);
        assertThat(warnings()).containsExactly(NOT_CLEAN);
    }

    @Test
    void lossIsSuppressedByTheFailureOfTheWorkAndNotLoggedAgain() {
        IllegalStateException failure = new IllegalStateException("of the body");
        Handle held = held();
        lose();

        held.finish(failure);

        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LockLostException.class);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void failureOfTheWorkStaysAloneIfTheReleaseWentWell() {
        IllegalStateException failure = new IllegalStateException("of the body");

        held().finish(failure);

        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void releaseWithoutWaitingTellsWhatWentWrong() {
        assertThat(held().release()).isCompleted();
        store.releasing = Mood.BROKEN;

        assertThatThrownBy(held().release()::join).hasCauseInstanceOf(LockUnavailableException.class);
    }
}
