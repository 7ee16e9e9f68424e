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
 * A handle that two threads close counts once, in every interleaving: the handle of the one who entered again still holds.
 *
 * <p>Seen to catch: closing that looks and then sets, instead of both at once.
 */
public final class CloseLincheckTest {

    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));
    private static final Duration HOUR = Duration.ofHours(1);

    private final CountingStore store = new CountingStore(Scope.JVM);
    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Handle outer;
    private final Handle inner;

    private static final Thread INSIDE = new Thread("inside");

    public CloseLincheckTest() {
        Waiter waiter = Waiter.calling(
                new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false),
                0,
                () -> {});
        gates.enter(waiter);
        Grant grant = waiter.granted();
        outer = new Handle(grant, null, HOUR);
        grant.enter(INSIDE);
        grant.reenter(INSIDE);
        inner = new Handle(grant, null, HOUR);
    }

    @Operation
    public void close() {
        outer.close();
    }

    @Operation
    public boolean isHeld() {
        return inner.isHeld();
    }

    @Validate
    public void innerHandleHeldUntilItsClose() {
        outer.close();
        int before = store.releases();
        inner.close();
        if (before != 0 || store.releases() != 1 || !gates.all().isEmpty()) {
            throw new AssertionError("releases before the last close: " + before + ", in all: " + store.releases());
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void handleCountsOnce() {
        Interleavings.scenarios(3, 100)
                .sequentialSpecification(Sequential.class)
                .check(CloseLincheckTest.class);
    }

    /** What the inner handle is to look like. */
    public static final class Sequential {

        public void close() {}

        public boolean isHeld() {
            return true;
        }
    }
}
