package io.guarded.core;

import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A key has one gate, in every interleaving of callers that come while the last one leaves: whoever holds or waits does so at
 * the gate that others find, and in the end there is no gate left.
 *
 * <p>Seen to catch: entering a gate without asking whether it is over; the caller then holds at a gate that nobody finds.
 */
public final class GatesLincheckTest {

    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CountingStore store = new CountingStore(Scope.JVM);
    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Definition definition =
            new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);

    /** Holds or waits, and looks whether others would meet it. */
    @Operation
    public boolean isFoundWhileInside() {
        Waiter waiter = Waiter.calling(definition, WaitTime.UNLIMITED, () -> {});
        Gate gate = gates.enter(waiter);
        boolean isFound = gates.find("n") == gate;
        if (!gate.gaveUp(waiter)) {
            new Handle(waiter.granted(), null, PATIENCE).close();
        }
        return isFound;
    }

    /** Comes and goes without waiting. */
    @Operation
    public void tryOnce() {
        Waiter waiter = Waiter.calling(definition, 0, () -> {});
        Gate gate = gates.enter(waiter);
        if (!gate.gaveUp(waiter)) {
            release(waiter);
        }
    }

    private static void release(Waiter waiter) {
        try {
            new Handle(waiter.granted(), null, PATIENCE).close();
        } catch (io.guarded.LockBusyException busy) {
            // the other one has it
        }
    }

    @Validate
    public void nothingIsLeft() {
        if (!gates.all().isEmpty() || !store.isFree()) {
            throw new AssertionError("left: " + gates.all() + ", free in the store: " + store.isFree());
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aKeyHasOneGate() {
        Interleavings.scenarios(3, 200)
                .sequentialSpecification(Sequential.class)
                .check(GatesLincheckTest.class);
    }

    /** What callers are to see. */
    public static final class Sequential {

        public boolean isFoundWhileInside() {
            return true;
        }

        public void tryOnce() {}
    }
}
