package io.guarded.core;

import io.guarded.LockException;
import io.guarded.LockName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to locks into the log, on the thread that it happens to. The level is looked at each time, so that it
 * can be changed while locks are used; while DEBUG is off, nothing else is done for it.
 *
 * <p>All of core logs here and nowhere else: between the store's yes and the handle a log that throws would cost the lock.
 */
final class Journal {

    private static final Logger LOG = System.getLogger(Journal.class.getPackageName());

    private Journal() {}

    /** A lock was not free at once. */
    static void asked(Waiter waiter) {
        if (isDetailed()) {
            String patience = waiter.isUnlimited()
                    ? "without limit"
                    : "for at most " + Duration.ofNanos(waiter.remaining(System.nanoTime()));
            write(Level.DEBUG, () -> about(waiter.definition) + ": waits for it " + patience);
        }
    }

    /** A lock was got at once. */
    static void acquired(Grant grant) {
        if (isDetailed()) {
            write(Level.DEBUG, () -> about(grant.definition) + ": acquired at once");
        }
    }

    /** A wait has ended well. */
    static void acquired(Grant grant, Waiter waiter) {
        if (isDetailed()) {
            long waited = waiter.waited(grant.grantedAt());
            // who is inside already gets a hold that is older than the question
            String how = waited < 0 ? "entered again" : "acquired after " + Duration.ofNanos(waited);
            write(Level.DEBUG, () -> about(grant.definition) + ": " + how);
        }
    }

    /** A wait has ended without the lock. */
    static void refused(Waiter waiter, RuntimeException refusal) {
        if (isDetailed()) {
            missed(waiter, refusal.getClass().getSimpleName());
        }
    }

    static void cancelled(Waiter waiter) {
        if (isDetailed()) {
            missed(waiter, "cancelled");
        }
    }

    private static void missed(Waiter waiter, String why) {
        Duration waited = Duration.ofNanos(waiter.waited(System.nanoTime()));
        write(Level.DEBUG, () -> about(waiter.definition) + ": not acquired after " + waited + ": " + why);
    }

    /** A hold was ended at the given moment; it is over when the store has said so. */
    static void ended(Grant grant, long now, CompletableFuture<@Nullable LockException> answer) {
        if (isDetailed()) {
            Duration held = Duration.ofNanos(now - grant.grantedAt());
            Answers.then(answer, (problem, failure) -> {
                if (problem == null && failure == null) {
                    write(Level.DEBUG, () -> about(grant.definition) + ": released after " + held);
                }
            });
        }
    }

    static String about(Definition definition) {
        return about(definition.name(), definition.store().type());
    }

    static String about(String name, String type) {
        return "lock \"" + LockName.printable(name) + "\" of type " + LockName.printable(type);
    }

    static void write(Level level, Supplier<String> line) {
        try {
            LOG.log(level, line);
        } catch (RuntimeException | Error ignored) {
            // a log that fails must cost nobody the lock that it tells of, and there is no other place to tell of it
        }
    }

    static void write(Level level, Supplier<String> line, Throwable failure) {
        try {
            LOG.log(level, line, failure);
        } catch (RuntimeException | Error ignored) {
            // as above
        }
    }

    /** A logger that fails is asked for nothing. */
    private static boolean isDetailed() {
        try {
            return LOG.isLoggable(Level.DEBUG);
        } catch (RuntimeException | Error failure) {
            return false;
        }
    }
}
