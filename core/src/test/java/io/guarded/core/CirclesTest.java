package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockBusyException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who closes a circle of threads that wait for each other; the threads are never started. */
final class CirclesTest {

    private static final long LONG = Duration.ofHours(1).toNanos();

    private final Timer timer = new Timer();
    private final Gates gates = new Gates(new Rules(Settings.read(property -> Optional.empty())), timer, Runnable::run);
    private final Circles circles = new Circles(0);
    private final Thread one = new Thread(() -> {});
    private final Thread two = new Thread(() -> {});
    private final Thread three = new Thread(() -> {});

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private static Definition definition(String key) {
        return new Definition(
                key, key, Store.of(new ScriptedStore()), null, true, Duration.ofHours(1), Duration.ZERO, false);
    }

    private Grant holds(Thread thread, String key) {
        Waiter waiter = Waiter.parking(definition(key), thread, LONG);
        gates.enter(waiter);
        Grant grant = waiter.granted();
        assertThat(grant).isNotNull();
        return grant;
    }

    private static Waiter waiter(Thread thread, String key) {
        return Waiter.parking(definition(key), thread, WaitTime.UNLIMITED);
    }

    private boolean closesOne(Waiter waiter) {
        Gate gate = gates.find(waiter.definition.key());
        assertThat(gate).isNotNull();
        return circles.closesOne(waiter, gate);
    }

    private boolean closesOne(Thread thread, String key) {
        return closesOne(waiter(thread, key));
    }

    @Test
    void twoThatWaitForEachOtherAreOne() {
        holds(one, "a");
        holds(two, "b");

        assertThat(closesOne(one, "b")).isFalse();
        assertThat(closesOne(two, "a")).isTrue();
    }

    @Test
    void threeAreOneThroughOneAnother() {
        holds(one, "a");
        holds(two, "b");
        holds(three, "c");

        assertThat(closesOne(one, "b")).isFalse();
        assertThat(closesOne(two, "c")).isFalse();
        assertThat(closesOne(three, "a")).isTrue();
    }

    @Test
    void rowIsNone() {
        holds(two, "b");
        holds(three, "c");

        assertThat(closesOne(two, "c")).isFalse();
        assertThat(closesOne(one, "b")).isFalse();
    }

    @Test
    void circleOfOthersIsLeftToThem() {
        holds(one, "a");
        holds(two, "b");
        closesOne(one, "b");
        closesOne(two, "a");

        assertThat(closesOne(three, "a")).isFalse();
    }

    @Test
    void whoLeftItsHoldOrReleasedItIsWaitedForByNobody() {
        Grant first = holds(one, "a");
        holds(two, "b");
        first.leave(one);
        assertThat(closesOne(one, "b")).isFalse();
        assertThat(closesOne(two, "a")).isFalse();

        Gate free = gates.newGate("free");

        assertThat(circles.closesOne(waiter(three, "free"), free)).isFalse();
    }

    @Test
    void whoLooksAgainHasNotClosedItNow() {
        holds(one, "a");
        holds(two, "b");
        closesOne(one, "b");
        assertThat(closesOne(two, "a")).isTrue();

        assertThat(closesOne(two, "a")).isFalse();
    }

    @Test
    void whoLeavesIsNotInOneAnyMore() {
        holds(one, "a");
        holds(two, "b");
        Waiter first = waiter(one, "b");
        closesOne(first);

        circles.leave(first);

        assertThat(closesOne(two, "a")).isFalse();
        assertThat(closesOne(one, "b")).isTrue();
    }

    @Test
    void waitThatEndsByItselfNeitherEntersNorLeaves() {
        holds(one, "a");
        holds(two, "b");
        closesOne(one, "b");

        circles.leave(Waiter.parking(definition("b"), one, 1));

        assertThat(closesOne(two, "a")).isTrue();
    }

    @Test
    void waitWithoutAThreadIsNeverInOne() {
        holds(one, "a");

        assertThat(closesOne(Waiter.calling(definition("a"), WaitTime.UNLIMITED, () -> {})))
                .isFalse();
    }

    @Test
    void searchBeginsWhenTheWaitHasTakenLong() {
        Circles patient = new Circles(1_000);
        Waiter waiter = waiter(one, "a");
        long begin = -waiter.waited(0);

        assertThat(patient.early(waiter, begin + 400)).isEqualTo(600);
        assertThat(patient.early(waiter, begin + 1_000)).isZero();
    }

    @Test
    void refusalNamesTheLockAndWhatToDo() {
        LockBusyException refusal = Circles.refusal(waiter(one, "a\nb"));

        assertThat(refusal.lockName()).isEqualTo("a\nb");
        assertThat(refusal)
                .hasMessageContaining("would never come free")
                .hasMessageContaining("LockManager.multi")
                .message()
                .doesNotContain("\n");
        assertThat(refusal.waited()).isPositive();
        assertThat(refusal.retryAfter()).isEmpty();
    }
}
