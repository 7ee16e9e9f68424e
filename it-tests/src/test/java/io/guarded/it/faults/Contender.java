package io.guarded.it.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Is one of the two whose locks are measured side by side: ours, and an RLock that its own watchdog renews. */
interface Contender extends AutoCloseable {

    /**
     * Is a lock that is held.
     *
     * @param key where Redis has it
     * @param told completed when its loss is told, by {@link System#nanoTime()}
     * @param release gives it back, by the thread that took it
     */
    record Held(String key, CompletableFuture<Long> told, Runnable release) {

        boolean isToldBefore(long end) {
            try {
                return told.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS) - end < 0;
            } catch (TimeoutException notTold) {
                return false;
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Is what somebody who asked for a lock was told.
     *
     * @param said the status of HTTP, or what an RLock returned or threw; {@link #GIVEN} if the lock was given
     * @param begun when it was asked for
     * @param ended when it was told
     */
    record Answer(String said, long begun, long ended) {

        static final String GIVEN = "given";

        boolean isGiven() {
            return said.equals(GIVEN);
        }

        /** How much longer than asked it took; less than zero if it did not. */
        Duration over(Duration asked) {
            return Duration.ofNanos(ended - begun).minus(asked);
        }
    }

    String name();

    Held hold(String lock);

    /** Takes a lock within a time, and keeps it; says in its own words why not. */
    String takes(String lock, Duration wait);

    @Override
    void close();

    default Answer asks(String lock, Duration wait) {
        long begun = System.nanoTime();
        String said = takes(lock, wait);
        return new Answer(said, begun, System.nanoTime());
    }

    /** Asks in a thread of its own. */
    default CompletableFuture<Answer> asksAside(String lock, Duration wait) {
        return CompletableFuture.supplyAsync(() -> asks(lock, wait), task -> new Thread(task).start());
    }

    /** Whether the lock is given within a time; a failure is none. */
    default boolean tries(String lock, Duration wait) {
        return asks(lock, wait).isGiven();
    }
}
