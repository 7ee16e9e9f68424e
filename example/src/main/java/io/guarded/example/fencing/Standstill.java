package io.guarded.example.fencing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a holder stand still until somebody wakes it, as a process does in a long garbage collection or on a machine that is
 * suspended: it does not notice that time goes by. One at a time on each node, because each keeps a thread of the server.
 */
@ApplicationScoped
public class Standstill {

    private static final long LONGEST_SECONDS = 60;

    private record Sleeper(String account, long token, CountDownLatch alarm) {}

    private final Semaphore place = new Semaphore(1);

    private volatile @Nullable Sleeper sleeper;

    /**
     * Does work that may stand still, and does not begin with it while other such work is under way.
     *
     * @return what came of it, or nothing if it was not done
     */
    <T> Optional<T> alone(Supplier<T> work) {
        if (!place.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            place.release();
        }
    }

    /** Returns when it is woken, at the latest after a minute; only for work that is done alone. */
    void of(String account, long token) {
        Sleeper one = new Sleeper(account, token, new CountDownLatch(1));
        sleeper = one;
        try {
            boolean unused = one.alarm().await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sleeper = null;
        }
    }

    /** Tells whether there was one to wake. */
    boolean end(String account) {
        Optional<Sleeper> found = find(account);
        found.ifPresent(one -> one.alarm().countDown());
        return found.isPresent();
    }

    /** Gives the token of the one that stands still, or zero. */
    long token(String account) {
        return find(account).map(Sleeper::token).orElse(0L);
    }

    private Optional<Sleeper> find(String account) {
        return Optional.ofNullable(sleeper).filter(one -> one.account().equals(account));
    }
}
