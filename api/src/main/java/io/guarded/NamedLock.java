package io.guarded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Is one lock by its name. Safe for use by many threads.
 *
 * <p>A thread that holds the lock acquires it again without waiting, from the acquisition to its close; the lock is free
 * when all of these handles are closed. Another thread does not, even if it was handed the handle.
 *
 * <p>Wait times mean the same for every provider: zero is one try; a time longer than {@link System#nanoTime()} can hold is
 * a wait without limit; null and negative times are refused. Waits are served in the order in which they began, but one
 * that is being woken may be overtaken by threads that run, a bounded number of times ({@code guarded.overtakes}; 0 is
 * strictly first in, first out).
 *
 * @since 1.0
 */
public interface NamedLock {

    /**
     * Gives the name.
     *
     * @return the name as the user wrote it
     */
    String name();

    /**
     * Gives the type of the provider that stores the lock.
     *
     * @return the type
     */
    String type();

    /**
     * Waits for the lock without limit.
     *
     * @return the hold, to be closed
     * @throws LockBusyException if this wait closes a circle of threads of this JVM that wait without limit for each other's
     *     locks, or if as many callers wait as may
     * @throws LockUnavailableException if the store failed
     * @throws LockInterruptedException if the thread was interrupted before or while it waited; the flag stays set
     * @throws LockLostException if the thread holds the lock already but has lost it, or if the new hold was over
     *     before it could be given, such as in a process that was stopped meanwhile
     * @throws IllegalStateException if the key is in use by a lock of another type or lease, or if this lock is fenced and
     *     the thread holds it without a token
     */
    LockHandle acquire();

    /**
     * Waits for the lock as long as given.
     *
     * @param wait the wait time; zero for one try
     * @return the hold, to be closed
     * @throws LockBusyException if the lock was not free in time, if as many callers wait as may, or if the wait is without
     *     limit and closes a circle as in {@link #acquire()}
     * @throws LockUnavailableException if the store failed
     * @throws LockInterruptedException if the thread was interrupted before or while it waited; the flag stays set
     * @throws LockLostException if the thread holds the lock already but has lost it, or if the new hold was over
     *     before it could be given, such as in a process that was stopped meanwhile
     * @throws IllegalStateException if the key is in use by a lock of another type or lease, or if this lock is fenced and
     *     the thread holds it without a token
     * @throws IllegalArgumentException if the wait is null or negative
     */
    LockHandle acquire(Duration wait);

    /**
     * Makes one try.
     *
     * @return the hold, to be closed; empty if the lock is busy
     * @throws LockUnavailableException if the store failed
     * @throws LockInterruptedException if the thread was interrupted before or during the try; the flag stays set
     * @throws LockLostException if the thread holds the lock already but has lost it, or if the new hold was over
     *     before it could be given, such as in a process that was stopped meanwhile
     * @throws IllegalStateException if the key is in use by a lock of another type or lease, or if this lock is fenced and
     *     the thread holds it without a token
     */
    Optional<LockHandle> tryAcquire();

    /**
     * Waits for the lock as long as given, without a thread. No thread re-enters the hold.
     *
     * <p>The future is completed on the manager's executor: with the hold, or with a {@link LockBusyException}, {@link
     * LockUnavailableException}, {@link LockLostException} or {@link IllegalStateException} for the same reasons as in
     * {@link #acquire(Duration)}. Cancelling it ends the wait; a hold that comes at the same moment is given back.
     *
     * @param wait the wait time; zero for one try
     * @return the hold to come, to be closed
     * @throws IllegalArgumentException if the wait is null or negative
     */
    CompletableFuture<LockHandle> acquireAsync(Duration wait);

    /**
     * Asks the store whether anybody holds the lock, here or elsewhere. The answer may be old when it arrives.
     *
     * @return true if somebody holds it
     * @throws LockUnavailableException if the store failed; it never answers 'free' then
     * @throws LockInterruptedException if the thread was interrupted meanwhile; the flag stays set
     */
    boolean isLocked();

    /**
     * Takes the lock away from a hold, whoever has it: for people, when the holder is known to be stuck.
     *
     * <p>The hold is compared in the store, so that nobody frees the next holder by mistake. Where callers of one manager pass
     * a hold on, that manager's list says whose turn it is, and only that one is freed; the list of another node cannot know,
     * and its id means whoever has the hold there. A holder of this manager is told
     * at once; one on another node finds its hold lost at its next renewal, within a third of its lease and one answer of the
     * store. Until then two bodies may overlap; only a fencing token excludes that.
     *
     * @param id the hold's id, as {@link LockManager#locks()} told it
     * @return true if that hold had the lock, false if it was over already
     * @throws LockUnavailableException if the store failed
     * @throws LockInterruptedException if the thread was interrupted meanwhile; the flag stays set; the hold may have been
     *     released all the same
     * @throws NullPointerException if the id is null
     */
    boolean forceRelease(String id);

    /**
     * Runs a body under the lock.
     *
     * @param wait the wait time, as in {@link #acquire(Duration)}
     * @param body what to run
     * @throws LockLostException if the body ended normally but the lock had been lost
     * @throws LockException as {@link #acquire(Duration)} throws; the body did not run
     * @throws IllegalStateException as {@link #acquire(Duration)} throws; the body did not run
     * @throws IllegalArgumentException if the wait is null or negative; the body did not run
     * @throws NullPointerException if the body is null
     */
    void run(Duration wait, Runnable body);

    /**
     * Runs a body under the lock and gives its result.
     *
     * @param <T> what the body returns
     * @param wait the wait time, as in {@link #acquire(Duration)}
     * @param body what to run
     * @return what the body returned
     * @throws Exception what the body threw
     * @throws LockLostException if the body ended normally but the lock had been lost
     * @throws LockException as {@link #acquire(Duration)} throws; the body did not run
     * @throws IllegalStateException as {@link #acquire(Duration)} throws; the body did not run
     * @throws IllegalArgumentException if the wait is null or negative; the body did not run
     * @throws NullPointerException if the body is null
     */
    <T> T call(Duration wait, Callable<T> body) throws Exception;
}
