package io.guarded.core;

import io.guarded.LockLostException;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An acquisition ends with its last handle, in every interleaving of handles that are added and closed while its lease ends:
 * its count is balanced, every handle learns of a loss, and the store is told once of a release and never of a loss, which in
 * a cluster would be another's hold.
 *
 * <p>Seen to catch: counting a handle outside the monitor while another is closed.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public final class GrantLincheckTest {

    private static final int THREADS = 4;
    private static final Rules RULES = new Rules(Settings.read(property -> Optional.empty()));
    /** Who stays inside all the time: the count of handles alone decides. */
    private static final Thread INSIDE = new Thread("inside");

    private static final Duration HOUR = Duration.ofHours(1);

    private final CountingStore store = new CountingStore(Scope.CLUSTER);
    private final Gates gates = new Gates(RULES, Interleavings.stopped(), Runnable::run);
    private final Definition definition =
            new Definition("n", "n", Store.of(store), HOUR, false, Duration.ofHours(1), Duration.ZERO, false);
    private final Grant grant;
    private final List<Deque<Handle>> handles = new ArrayList<>();
    private final boolean[] isLost = new boolean[THREADS];

    public GrantLincheckTest() {
        Waiter waiter = Waiter.calling(definition, 0, () -> {});
        gates.enter(waiter);
        grant = waiter.granted();
        grant.enter(INSIDE);
        for (int thread = 0; thread < THREADS; thread++) {
            handles.add(new ArrayDeque<>());
            if (thread > 0) {
                grant.reenter(INSIDE);
            }
            handles.get(thread).push(new Handle(grant, thread > 0 ? INSIDE : null, HOUR));
        }
        for (Handle unused :
                List.of(handles.get(0).remove(), handles.get(THREADS - 1).remove())) {
            unused.close();
        }
    }

    @Operation
    public boolean enterAgain(@Param(name = "thread") int thread) {
        boolean isIn = grant.reenter(INSIDE);
        if (isIn) {
            handles.get(thread).push(new Handle(grant, INSIDE, HOUR));
        }
        return isIn;
    }

    @Operation
    public boolean share(@Param(name = "thread") int thread) {
        boolean isShared = grant.share();
        if (isShared) {
            handles.get(thread).push(new Handle(grant, null, HOUR));
        }
        return isShared;
    }

    @Operation
    public String finish(@Param(name = "thread") int thread) {
        Handle handle = handles.get(thread).poll();
        if (handle == null) {
            return "none";
        }
        try {
            handle.finish();
            return "released";
        } catch (LockLostException lost) {
            isLost[thread] = true;
            return "lost";
        }
    }

    @Operation
    public boolean isHeld() {
        return grant.isHeld();
    }

    @Operation
    public void leaseEnds() {
        grant.tenure.confirmed(System.nanoTime(), -1);
    }

    @Validate
    public void countIsBalanced() {
        for (int thread = 0; thread < THREADS; thread++) {
            while (!handles.get(thread).isEmpty()) {
                finish(thread);
            }
        }
        boolean wasLost = isLost[0] || isLost[1] || isLost[2] || isLost[3];
        if (store.releases() != (wasLost ? 0 : 1) || grant.reenter(INSIDE)) {
            throw new AssertionError("releases " + store.releases() + ", lost " + wasLost);
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void acquisitionEndsWithItsLastHandle() {
        Interleavings.checkQuietly(
                Interleavings.scenarios(10, 100).actorsPerThread(3).sequentialSpecification(Sequential.class),
                GrantLincheckTest.class);
    }

    /** What an acquisition is: both threads begin with a handle. */
    public static final class Sequential {

        private final int[] open = {0, 1, 1, 0};
        private int handles = 2;
        private boolean isOver;

        public boolean enterAgain(int thread) {
            if (handles == 0) {
                return false;
            }
            handles++;
            open[thread]++;
            return true;
        }

        public boolean share(int thread) {
            return enterAgain(thread);
        }

        public String finish(int thread) {
            if (open[thread] == 0) {
                return "none";
            }
            open[thread]--;
            handles--;
            return isOver ? "lost" : "released";
        }

        public boolean isHeld() {
            return handles > 0 && !isOver;
        }

        public void leaseEnds() {
            isOver |= handles > 0;
        }
    }
}
