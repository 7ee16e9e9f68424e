package io.guarded.core;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Has the interleavings of a few operations tried one by one.
 *
 * <p>Bounded, so that it fits into every build: a fifth of the scenarios is tried, two of each test at least, besides those
 * that are {@linkplain #race named}. {@code -Dguarded.test.lincheck=500}, in per cent, tries five times all of them, and needs
 * a longer {@code -Dtest.timeout}; the interleavings of each scenario stay as many. There is no time in it: the clock stands,
 * except in constructors, and a test that needs the end of a lease moves the lease. Interleavings are those of a
 * sequentially consistent memory: a missing volatile is not found here. The timer is taken for atomic and never runs.
 */
public final class Interleavings {

    /** How many of the scenarios are tried, in per cent: a slice in every build, more where there is time. */
    private static final int PER_CENT = Integer.getInteger("guarded.test.lincheck", 20);

    /** Kept, or its level would be forgotten. */
    private static final Logger LOG = Logger.getLogger("io.guarded.core");

    private Interleavings() {}

    /** Tries scenarios of two threads. */
    public static ModelCheckingOptions scenarios(int scenarios, int invocations) {
        return new ModelCheckingOptions()
                .iterations(Math.max(2, scenarios * PER_CENT / 100))
                .invocationsPerIteration(invocations)
                .threads(2)
                .actorsBefore(0)
                .actorsPerThread(2)
                .actorsAfter(0)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(
                                "java.util.concurrent.ScheduledThreadPoolExecutor", "io.guarded.core.Timer")
                        .allMethods()
                        .treatAsAtomic());
    }

    /**
     * One scenario of two threads, which is tried in every build: chance need not pick it.
     *
     * @param one the names of operations without parameters, as one thread calls them
     * @param other as the other one does
     */
    static ExecutionScenario race(Class<?> test, List<String> one, List<String> other) {
        return new ExecutionScenario(
                List.of(), List.of(actors(test, one), actors(test, other)), List.of(), /* found by Lincheck */ null);
    }

    private static List<Actor> actors(Class<?> test, List<String> operations) {
        return operations.stream()
                .map(operation -> new Actor(method(test, operation), List.of()))
                .toList();
    }

    private static Method method(Class<?> test, String operation) {
        try {
            return test.getMethod(operation);
        } catch (NoSuchMethodException unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }

    /** Thousands of losses are meant to happen. */
    public static void checkQuietly(ModelCheckingOptions options, Class<?> test) {
        Level before = LOG.getLevel();
        LOG.setLevel(Level.OFF);
        try {
            options.check(test);
        } finally {
            LOG.setLevel(before);
        }
    }

    /** Takes everything and runs nothing. */
    public static ScheduledThreadPoolExecutor timerThatNeverRuns() {
        return stopped();
    }

    static Timer stopped() {
        Timer timer = new Timer();
        timer.shutdownNow();
        return timer;
    }
}
