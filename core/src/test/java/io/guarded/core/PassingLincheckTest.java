package io.guarded.core;

import io.guarded.LockBusyException;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hold that was left to a waiter which has yet to wake up, in every interleaving of that waiter coming or giving up and of
 * another that overtakes it: at most one is inside, the next in line gets its turn, nothing is left.
 *
 * <p>Seen to catch: a waiter that gives up without leaving the hold to the next.
 */
public final class PassingLincheckTest {

    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));

    private final CountingStore store = new CountingStore(Scope.JVM);
    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Definition definition =
            new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);
    private final AtomicInteger inside = new AtomicInteger();
    private final Handle first;
    private final Waiter second = sleeping();
    private final Waiter third = sleeping();
    private final Gate gate;

    public PassingLincheckTest() {
        Waiter waiter = Waiter.calling(definition, 0, () -> {});
        gate = gates.enter(waiter);
        first = new Handle(waiter.granted(), null, Duration.ofHours(1));
        gates.enter(second);
        gates.enter(third);
    }

    /** One whose thread does nothing by itself. */
    private Waiter sleeping() {
        return Waiter.parking(definition, new Thread(() -> {}), WaitTime.UNLIMITED);
    }

    @Operation(runOnce = true)
    public void close() {
        first.close();
    }

    @Operation(runOnce = true)
    public void come() {
        gate.claim(second);
    }

    @Operation(runOnce = true)
    public void giveUp() {
        gate.gaveUp(second);
    }

    @Operation
    public void overtake() {
        try (Handle handle = gates.acquire(definition, Long.MIN_VALUE / 2)) {
            enter();
            handle.ensureHeld();
            inside.decrementAndGet();
        } catch (LockBusyException busy) {
            // the bound of a try
        }
    }

    private void enter() {
        if (inside.incrementAndGet() != 1) {
            throw new AssertionError("two are inside");
        }
    }

    @Validate
    public void nextGetsItsTurnAndNothingIsLeft() {
        first.close();
        if (second.isSettled()) {
            end(second);
        } else if (!gate.gaveUp(second)) {
            throw new AssertionError("no outcome and no way out");
        }
        if (third.isWoken) {
            gate.claim(third);
        }
        end(third);
        if (!gates.all().isEmpty() || !store.isFree() || store.releases() != 1) {
            throw new AssertionError("left: " + gates.all() + ", releases: " + store.releases());
        }
    }

    private void end(Waiter waiter) {
        Grant grant = waiter.granted();
        if (grant == null) {
            throw new AssertionError("the next waits for a lock that nobody has");
        }
        enter();
        new Handle(grant, null, Duration.ofHours(1)).close();
        inside.decrementAndGet();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void overtakingLosesNoLock() {
        Interleavings.scenarios(20, 100)
                .sequentialSpecification(Sequential.class)
                .check(PassingLincheckTest.class);
    }

    /** Nothing to see from outside. */
    public static final class Sequential {

        public void close() {}

        public void come() {}

        public void giveUp() {}

        public void overtake() {}
    }
}
