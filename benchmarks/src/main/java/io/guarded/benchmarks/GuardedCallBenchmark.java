package io.guarded.benchmarks;

import jakarta.enterprise.inject.se.SeContainer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Calls guarded methods through Weld, beside an interceptor that does nothing around a body that locks by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GuardedCallBenchmark {

    private final SeContainer container = CallsContainer.start();
    private final Calls calls = container.select(Calls.class).get();
    private int order;

    /** Makes the benchmark; JMH does. */
    public GuardedCallBenchmark() {}

    /** Starts from the first order. */
    @Setup
    public void start() {
        order = 0;
    }

    /** Ends the container, and with it the manager. */
    @TearDown
    public void end() {
        container.close();
    }

    /**
     * Calls a method that is not intercepted.
     *
     * @return what the body did
     */
    @Benchmark
    public int plain() {
        return calls.plain();
    }

    /**
     * Calls a method with an interceptor that does nothing, and with a body that locks by hand.
     *
     * @return what the body did
     */
    @Benchmark
    public int interceptorAndLockByHand() {
        return calls.byHand();
    }

    /**
     * Calls a method whose name is constant.
     *
     * @return what the body did
     */
    @Benchmark
    public int guardedStatic() {
        return calls.constant();
    }

    /**
     * Calls a method whose name has two parameters.
     *
     * @return what the body did
     */
    @Benchmark
    public int guardedTemplate() {
        return calls.template("tenant", order++ & 0xff);
    }
}
