package io.guarded.core;

import io.guarded.LockHandle;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A wait that is cancelled while the lock comes ends in one of both ways, in every interleaving: the canceller is told the
 * truth, and a lock that came too late goes on to the next.
 *
 * <p>Seen to catch: a grant that is not given back when its wait was cancelled in the moment of delivery.
 */
public final class CancelLincheckTest {

    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));

    private final CountingStore store = new CountingStore(Scope.JVM);
    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Handle first;
    private final CompletableFuture<LockHandle> second;
    private final CompletableFuture<LockHandle> third;

    public CancelLincheckTest() {
        Definition definition =
                new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);
        Waiter waiter = Waiter.calling(definition, 0, () -> {});
        gates.enter(waiter);
        first = new Handle(waiter.granted(), null, Duration.ofHours(1));
        second = AsyncWait.start(gates, definition, WaitTime.UNLIMITED);
        third = AsyncWait.start(gates, definition, WaitTime.UNLIMITED);
    }

    @Operation(runOnce = true)
    public void close() {
        first.close();
    }

    @Operation(runOnce = true)
    public void cancel() {
        second.cancel(false);
    }

    @Validate
    public void lockGoesOnAndNothingIsLeft() {
        first.close();
        boolean isSecond = second.isDone() && !second.isCancelled();
        if (isSecond) {
            second.join().close();
        }
        second.cancel(false);
        if (!third.isDone()) {
            throw new AssertionError("the next waits for a lock that nobody has");
        }
        third.join().close();
        if (!gates.all().isEmpty() || !store.isFree() || store.releases() != 1) {
            throw new AssertionError("left: " + gates.all() + ", releases: " + store.releases());
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void cancelledWaitLosesNoLock() {
        Interleavings.scenarios(2, 250)
                .actorsPerThread(1)
                .sequentialSpecification(Sequential.class)
                .check(CancelLincheckTest.class);
    }

    /** Nothing to see from outside. */
    public static final class Sequential {

        public void close() {}

        public void cancel() {}
    }
}
