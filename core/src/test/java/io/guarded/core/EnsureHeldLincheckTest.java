package io.guarded.core;

import io.guarded.LockLostException;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nobody is told of a loss that never was, in every interleaving of a question and a close by another thread.
 *
 * <p>Seen to catch: looking at the handle first and then at the hold; a close in between made a released hold seem lost.
 */
public final class EnsureHeldLincheckTest {

    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));

    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Handle handle;

    public EnsureHeldLincheckTest() {
        Store store = Store.of(new CountingStore(Scope.JVM));
        Waiter waiter = Waiter.calling(
                new Definition("n", "n", store, null, true, Duration.ofHours(1), Duration.ZERO, false), 0, () -> {});
        gates.enter(waiter);
        handle = new Handle(waiter.granted(), null, Duration.ofHours(1));
    }

    @Operation(runOnce = true)
    public void close() {
        handle.close();
    }

    @Operation
    public String state() {
        try {
            handle.ensureHeld();
            return "held";
        } catch (LockLostException lost) {
            return "lost";
        } catch (IllegalStateException closed) {
            return "closed";
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void releasedHoldIsNeverCalledLost() {
        Interleavings.scenarios(2, 100)
                .sequentialSpecification(Sequential.class)
                .check(EnsureHeldLincheckTest.class);
    }

    /** What a handle is to look like. */
    public static final class Sequential {

        private boolean isClosed;

        public void close() {
            isClosed = true;
        }

        public String state() {
            return isClosed ? "closed" : "held";
        }
    }
}
