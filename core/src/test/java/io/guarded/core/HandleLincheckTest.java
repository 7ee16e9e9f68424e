package io.guarded.core;

import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hold ends once, released or lost, in every interleaving of two closes, the end of its lease, the watch and a release by
 * force: what a handle says agrees with one order of these, callbacks run once after a loss and never after a release, and
 * the store is told of the end once.
 *
 * <p>Seen to catch: registering a callback by what was known before the monitor was entered; after a loss in between it never
 * runs.
 */
public final class HandleLincheckTest {

    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));
    private static final Duration HOUR = Duration.ofHours(1);

    private final CountingStore store = new CountingStore(Scope.JVM);
    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Definition definition =
            new Definition("n", "n", Store.of(store), HOUR, false, Duration.ofHours(1), Duration.ZERO, false);
    private final Grant grant;
    private final Handle handle;
    private final boolean[] isRegistered = new boolean[2];
    private final List<AtomicInteger> told = List.of(new AtomicInteger(), new AtomicInteger());
    private final AtomicInteger toldInTime = new AtomicInteger();

    public HandleLincheckTest() {
        Waiter waiter = Waiter.calling(definition, 0, () -> {});
        gates.enter(waiter);
        grant = waiter.granted();
        handle = new Handle(grant, null, HOUR);
    }

    @Operation
    public void close() {
        handle.close();
    }

    @Operation
    public boolean isHeld() {
        return handle.isHeld();
    }

    /** The time passes; nobody has looked at the clock yet. */
    @Operation
    public void leaseEnds() {
        grant.tenure.confirmed(System.nanoTime(), -1);
    }

    @Operation
    public void watchLooks() {
        grant.tenure.lookAgain();
    }

    @Operation(runOnce = true)
    public void forceRelease() {
        gates.forceRelease(definition, store.id(grant.tenure.holdId));
    }

    @Operation(runOnce = true)
    public void registerFirst() {
        register(0);
    }

    @Operation(runOnce = true)
    public void registerSecond() {
        register(1);
    }

    @Operation(runOnce = true)
    public void registerForATime() {
        handle.whenLost(toldInTime::incrementAndGet).close();
    }

    private void register(int which) {
        isRegistered[which] = true;
        grant.onLost(told.get(which)::incrementAndGet);
    }

    @Validate
    public void endedOnceAndToldOnce() {
        boolean isHeldAtLast = grant.isHeld();
        handle.close();
        AtomicInteger late = new AtomicInteger();
        grant.onLost(late::incrementAndGet);
        boolean isLost = late.get() == 1;
        List<String> wrong = new ArrayList<>();
        for (int which = 0; which < told.size(); which++) {
            int runs = told.get(which).get();
            if (runs != (isLost && isRegistered[which] ? 1 : 0)) {
                wrong.add("told " + runs + " times, lost: " + isLost);
            }
        }
        if (toldInTime.get() > (isLost ? 1 : 0)) {
            wrong.add("told in time " + toldInTime + " times, lost: " + isLost);
        }
        if (isHeldAtLast && isLost) {
            wrong.add("lost by its close");
        }
        if (store.releases() != 1 || !store.isFree()) {
            wrong.add("releases " + store.releases() + ", free " + store.isFree());
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.toString());
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void holdEndsOnce() {
        Interleavings.checkQuietly(
                Interleavings.scenarios(10, 100).actorsPerThread(3).sequentialSpecification(Sequential.class),
                HandleLincheckTest.class);
    }

    /** The ends that may meet, two by two, with a callback to be told. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void holdEndsOnceWhateverEndsItFirst() {
        List<String> close = List.of("registerFirst", "close");
        List<String> lease = List.of("leaseEnds", "watchLooks");
        List<String> force = List.of("forceRelease");
        Interleavings.checkQuietly(
                Interleavings.scenarios(0, 200)
                        .iterations(0)
                        .sequentialSpecification(Sequential.class)
                        .addCustomScenario(race(close, lease))
                        .addCustomScenario(race(close, force))
                        .addCustomScenario(race(close, List.of("close")))
                        .addCustomScenario(race(lease, List.of("registerFirst", "forceRelease")))
                        .addCustomScenario(race(lease, List.of("forceRelease", "close")))
                        .addCustomScenario(race(List.of("leaseEnds", "registerFirst"), List.of("isHeld", "close"))),
                HandleLincheckTest.class);
    }

    private static ExecutionScenario race(List<String> one, List<String> other) {
        return Interleavings.race(HandleLincheckTest.class, one, other);
    }

    /** What a handle is to look like. */
    public static final class Sequential {

        private boolean isClosed;
        private boolean isOver;

        public void close() {
            isClosed = true;
        }

        public boolean isHeld() {
            return !isClosed && !isOver;
        }

        public void leaseEnds() {
            isOver = true;
        }

        public void watchLooks() {}

        public void forceRelease() {
            isOver = true;
        }

        public void registerFirst() {}

        public void registerSecond() {}

        public void registerForATime() {}
    }
}
