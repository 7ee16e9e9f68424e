package io.guarded.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can happen while a lock is left to a waiter that was woken and has not come yet. */
final class PassingTest {

    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final CountingStore store = new CountingStore(Scope.JVM, true);
    private final Timer timer = new Timer();
    private final Actors actors = new Actors();
    private final Definition definition =
            new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);
    private final Gates gates = new Gates(
            new Rules(Settings.read(property ->
                    Optional.ofNullable(Map.of("guarded.handoff-time", "1h").get(property)))),
            timer,
            Runnable::run);

    @AfterEach
    void end() {
        actors.close();
        timer.shutdownNow();
    }

    /** One whose thread never comes by itself. */
    private Waiter sleeping() {
        return Waiter.parking(definition, new Thread(() -> {}), LONG);
    }

    private Handle handle(Waiter waiter) {
        return new Handle(requireNonNull(waiter.granted()), null, Duration.ofSeconds(1));
    }

    private void assertNothingLeft() {
        assertThat(store.isFree()).isTrue();
        assertThat(gates.all()).isEmpty();
    }

    @Test
    void secondInTheQueueWhoseTimeEndsIsToldBusy() {
        Handle held = gates.acquire(definition, 0);
        Waiter first = sleeping();
        Gate gate = gates.enter(first);
        Waiter second = sleeping();
        gates.enter(second);
        held.close();

        gate.timedOut(second);

        assertThatThrownBy(second::granted).isInstanceOf(LockBusyException.class);
        gate.claim(first);
        handle(first).close();
        assertNothingLeft();
    }

    /** Whatever parks on the waiter's thread, such as a contended lock of the timer, takes the permit that was to wake it. */
    @Test
    @Timeout(20)
    void waiterComesThoughSomethingElseTookItsWakeUp() throws Exception {
        assertComes(LONG);
    }

    @Test
    @Timeout(20)
    void waiterWithoutLimitComesThoughSomethingElseTookItsWakeUp() throws Exception {
        assertComes(WaitTime.UNLIMITED);
    }

    private void assertComes(long wait) throws Exception {
        Handle held = gates.acquire(definition, 0);
        held.leave();
        Waiter waiter = Waiter.parking(definition, Thread.currentThread(), wait);
        Gate gate = gates.enter(waiter);
        actors.call(() -> {
            held.close();
            return true;
        });
        assertThat(waiter.isSettled()).isFalse();

        LockSupport.unpark(Thread.currentThread());
        LockSupport.park();
        gates.await(waiter, gate);

        handle(waiter).close();
        assertNothingLeft();
    }

    @Test
    void whoComesTooLateToOvertakeMakesTheFirstTheHolder() {
        Handle held = gates.acquire(definition, 0);
        Waiter first = sleeping();
        gates.enter(first);
        held.close();
        long leftAt = System.nanoTime();
        while (System.nanoTime() - leftAt < Rules.OVERTAKING_NANOS) {
            Thread.onSpinWait();
        }

        Waiter late = Waiter.calling(definition, LONG, () -> {});
        gates.enter(late);

        assertThat(first.isSettled()).isTrue();
        assertThat(late.isSettled()).isFalse();
        handle(first).close();
        handle(late).close();
        assertNothingLeft();
    }

    /** Its body would run while the store gives the key to another. */
    @Test
    void holdThatIsReleasedByForceIsNotHandedOn() {
        Handle held = gates.acquire(definition, 0);
        Waiter next = sleeping();
        Gate gate = gates.enter(next);
        String id = store.id(requireNonNull(gate.holder()).tenure.holdId);
        held.close();
        assertThat(gates.forceRelease(definition, id)).isTrue();
        assertThat(store.isFree()).isTrue();

        gate.claim(next);

        assertThat(store.isFree()).isFalse();
        handle(next).close();
        assertNothingLeft();
    }

    @Test
    void forcedReleaseOfAFormerHoldLeavesTheOneThatIsHandedOn() {
        Handle held = gates.acquire(definition, 0);
        Waiter next = sleeping();
        Gate gate = gates.enter(next);
        held.close();

        assertThat(gates.forceRelease(definition, "another")).isFalse();

        gate.claim(next);
        assertThat(handle(next).isHeld()).isTrue();
        handle(next).close();
        assertNothingLeft();
    }
}
