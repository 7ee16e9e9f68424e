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
 * Nothing is left of a hold that was lost, in every interleaving of the loss and the close.
 *
 * <p>Seen to catch: remembering a lost hold without asking whether it still has a handle.
 */
public final class LossLincheckTest {

    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));
    private static final Duration HOUR = Duration.ofHours(1);

    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Grant grant;
    private final Handle handle;

    public LossLincheckTest() {
        Store store = Store.of(new CountingStore(Scope.JVM));
        Waiter waiter = Waiter.calling(
                new Definition("n", "n", store, HOUR, false, Duration.ofHours(1), Duration.ZERO, false), 0, () -> {});
        gates.enter(waiter);
        grant = waiter.granted();
        handle = new Handle(grant, null, HOUR);
    }

    @Operation(runOnce = true)
    public void close() {
        handle.close();
    }

    @Operation(runOnce = true)
    public void lose() {
        grant.lose("it was released by force");
    }

    @Validate
    public void noGateIsLeft() {
        handle.close();
        if (!gates.all().isEmpty()) {
            throw new AssertionError("left: " + gates.all());
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void lossAndCloseLeaveNothing() {
        Interleavings.checkQuietly(
                Interleavings.scenarios(2, 100).actorsPerThread(1).sequentialSpecification(Sequential.class),
                LossLincheckTest.class);
    }

    /** Nothing to see from outside. */
    public static final class Sequential {

        public void close() {}

        public void lose() {}
    }
}
