package io.guarded.core;

import io.guarded.LockBusyException;
import io.guarded.LockException;
import io.guarded.LockInterruptedException;
import io.guarded.LockListener;
import io.guarded.LockListener.Fact;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes facts of what happens, for whoever listens; if nobody does, nothing is made. Called outside all monitors, by those
 * who waited, by the timer and in {@code close()}: nothing is told there, only put down.
 */
final class Listeners {

    /** Shorter waits are not worth a trace. */
    private static final long TRACED_NANOS = 10_000_000;

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final @Nullable WaitTrace trace;
    private volatile Predicate<Runnable> executor = task -> false;
    private volatile Predicate<Runnable> later = task -> false;

    /** Null while nobody listens. */
    private volatile @Nullable Chronicle chronicle;

    private Listeners(@Nullable WaitTrace trace) {
        this.trace = trace;
    }

    /** Nobody listens yet. */
    static Listeners none() {
        return new Listeners(null);
    }

    static Listeners of(List<LockListener> all, @Nullable WaitTrace trace) {
        Listeners listeners = new Listeners(trace);
        listeners.add(all);
        return listeners;
    }

    /** Those who come later are told what happens from now on. */
    synchronized void add(List<LockListener> more) {
        Chronicle known = chronicle;
        if (known != null) {
            known.add(more);
        } else if (!more.isEmpty()) {
            chronicle = new Chronicle(more, task -> executor.test(task), task -> later.test(task));
        }
    }

    /** Says what runs the listeners; before that nothing can happen. */
    void tellOn(Gates gates) {
        executor = gates::tryExecute;
        later = gates::tryLater;
    }

    /** Tells what is still to be told, but waits not long for it. */
    void close() {
        Chronicle known = chronicle;
        if (known != null) {
            known.close(LAST_WORDS);
        }
    }

    /** A free lock was taken at once. */
    void acquired(Grant grant) {
        Chronicle known = chronicle;
        if (known != null) {
            known.add(new LockListener.Acquired(lock(grant.definition), Duration.ZERO, false));
        }
    }

    /** Of those who have their outcome, some may have the lock; the others tell themselves that they were refused. */
    void acquired(List<Waiter> settled) {
        Chronicle known = chronicle;
        if (known != null) {
            for (Waiter waiter : settled) {
                Grant grant = waiter.grant();
                if (grant != null) {
                    Duration waited = Duration.ofNanos(waiter.waited(grant.grantedAt()));
                    known.add(new LockListener.Acquired(lock(grant.definition), waited, grant.isHandedOff()));
                }
            }
        }
    }

    /** A wait on the calling thread has ended. */
    void waited(Waiter waiter, @Nullable RuntimeException refusal) {
        if (trace != null) {
            long nanos = waiter.waited(System.nanoTime());
            if (nanos > TRACED_NANOS) {
                trace(trace, waiter.definition, Duration.ofNanos(nanos), refusal);
            }
        }
    }

    /** What goes wrong here must not cost a lock that was got. */
    private static void trace(
            WaitTrace told, Definition definition, Duration waited, @Nullable RuntimeException refusal) {
        try {
            told.ended(lock(definition), waited, refusal);
        } catch (RuntimeException | Error failure) {
            Journal.write(Level.WARNING, () -> "a wait was not traced", failure);
        }
    }

    /** An attempt ended without the lock. */
    void refused(Waiter waiter, RuntimeException refusal) {
        if (chronicle != null && refusal instanceof LockException failure) {
            refused(waiter.definition, failure, Duration.ofNanos(waiter.waited(System.nanoTime())));
        }
    }

    void interruptedBefore(Definition definition, LockInterruptedException interrupt) {
        refused(definition, interrupt, Duration.ZERO);
    }

    private void refused(Definition definition, LockException refusal, Duration waited) {
        Chronicle known = chronicle;
        if (known == null) {
            return;
        }
        if (refusal instanceof LockBusyException) {
            known.add(new LockListener.Busy(lock(definition), waited));
        } else if (refusal instanceof LockInterruptedException) {
            known.add(new LockListener.Interrupted(lock(definition), waited));
        } else if (refusal instanceof LockUnavailableException failure) {
            known.add(new LockListener.Unavailable(lock(definition), waited, failure.reason()));
        }
    }

    /** A hold was ended at the given moment; what the store answers says whether it had been lost before. */
    CompletableFuture<@Nullable LockException> ended(
            Grant grant, long now, CompletableFuture<@Nullable LockException> answer) {
        Chronicle known = chronicle;
        if (known != null) {
            Duration held = Duration.ofNanos(now - grant.grantedAt());
            Answers.then(answer, (problem, failure) -> {
                Fact fact = problem instanceof LockLostException
                        ? new LockListener.Lost(lock(grant.definition), held, "the store did not know it any more")
                        : new LockListener.Released(lock(grant.definition), held);
                known.add(fact);
            });
        }
        return answer;
    }

    void lost(Grant grant, String reason) {
        Chronicle known = chronicle;
        if (known != null) {
            Duration held = Duration.ofNanos(System.nanoTime() - grant.grantedAt());
            known.add(new LockListener.Lost(lock(grant.definition), held, reason));
        }
    }

    void forced(LockListener.Lock lock, String id, String caller) {
        Chronicle known = chronicle;
        if (known != null) {
            known.add(new LockListener.Forced(lock, id, caller));
        }
    }

    static LockListener.Lock lock(Definition definition) {
        return new LockListener.Lock(
                definition.name(), definition.store().type(), Optional.ofNullable(definition.guard()));
    }
}
