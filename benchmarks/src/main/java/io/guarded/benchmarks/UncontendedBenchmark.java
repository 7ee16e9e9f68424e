package io.guarded.benchmarks;

import io.guarded.LockHandle;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.threading.ThreadingLockProvider;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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

/** Takes and gives back a free lock, beside a map of ReentrantLocks that also forgets idle names. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UncontendedBenchmark {

    private final CloseableLockManager manager = LockManagers.of(new ThreadingLockProvider());
    private final ConcurrentHashMap<String, Counted> byHand = new ConcurrentHashMap<>();
    private final NamedLock lock = manager.getOrCreate("name");
    private final ReentrantLock bare = new ReentrantLock();
    private int work;

    /** Makes the benchmark; JMH does. */
    public UncontendedBenchmark() {}

    /** Starts from nothing. */
    @Setup
    public void start() {
        work = 0;
    }

    /** Ends the manager. */
    @TearDown
    public void end() {
        manager.close();
    }

    /**
     * Goes through the manager.
     *
     * @return what the body did
     */
    @Benchmark
    public int guarded() {
        try (LockHandle held = lock.acquire()) {
            return ++work;
        }
    }

    /**
     * Goes through what one would write by hand.
     *
     * @return what the body did
     */
    @Benchmark
    public int mapOfLocksByHand() {
        Counted counted = byHand.compute("name", (name, known) -> {
            Counted entry = known == null ? new Counted() : known;
            entry.users++;
            return entry;
        });
        counted.lock.lock();
        try {
            return ++work;
        } finally {
            counted.lock.unlock();
            byHand.computeIfPresent("name", (name, known) -> --known.users == 0 ? null : known);
        }
    }

    /**
     * Goes through a lock without a name.
     *
     * @return what the body did
     */
    @Benchmark
    public int bareReentrantLock() {
        bare.lock();
        try {
            return ++work;
        } finally {
            bare.unlock();
        }
    }

    private static final class Counted {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }
}
