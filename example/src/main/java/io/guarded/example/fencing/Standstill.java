package io.guarded.example.fencing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a holder stand still until somebody wakes it, as a process does in a long garbage collection or on a machine that is
 * suspended: it does not notice that time goes by.
 */
@ApplicationScoped
public class Standstill {

    private static final long LONGEST_SECONDS = 60;

    private record Sleeper(long token, CountDownLatch alarm) {}

    private final Map<String, Sleeper> sleepers = new ConcurrentHashMap<>();

    /** Returns when it is woken, at the latest after a minute. */
    void of(String account, long token) {
        Sleeper sleeper = new Sleeper(token, new CountDownLatch(1));
        Sleeper before = sleepers.put(account, sleeper);
        if (before != null) {
            // only one can be shown
            before.alarm().countDown();
        }
        try {
            boolean unused = sleeper.alarm().await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sleepers.remove(account, sleeper);
        }
    }

    /** Tells whether there was one to wake. */
    boolean end(String account) {
        Sleeper sleeper = sleepers.get(account);
        if (sleeper != null) {
            sleeper.alarm().countDown();
        }
        return sleeper != null;
    }

    /** Gives the token of the one that stands still, or zero. */
    long token(String account) {
        Sleeper sleeper = sleepers.get(account);
        return sleeper == null ? 0 : sleeper.token();
    }
}
