package io.guarded.redis;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.guarded.LockName;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.redisson.RedissonShutdownException;
import org.redisson.api.RedissonClient;

/**
 * Takes back an attempt whose outcome nobody waits for or knows, by releases that name its hold id and so can free no other
 * hold.
 *
 * <p>A release may overtake the attempt, which went over another connection. So "not held" counts when it was said twice, a
 * store time-out apart: by then Redisson has sent the attempt or given it up. Without an answer the pauses double, until the
 * lease has ended the hold anyway.
 */
final class Retraction {

    private final Hold hold;
    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final Duration limit;
    private final long start = System.nanoTime();
    private volatile Duration nextPause;
    private volatile boolean saidNotHeld;

    /**
     * @param pause the time after which the attempt has been sent or given up
     * @param limit the time, from now, after which the attempt's lease has ended
     */
    Retraction(Hold hold, ScheduledExecutorService timer, Duration pause, Duration limit) {
        this.hold = hold;
        this.timer = timer;
        this.pause = pause;
        this.limit = limit;
        this.nextPause = pause;
    }

    void begin(RedissonClient client) {
        hold.release(client).whenComplete((freed, failure) -> {
            if (failure == null || (saidNotHeld && Failures.isNotHeld(failure))) {
                return;
            }
            if (Failures.isNotHeld(failure)) {
                saidNotHeld = true;
                again(client, pause, failure);
            } else {
                Duration delay = nextPause;
                nextPause = delay.multipliedBy(2);
                again(client, delay, failure);
            }
        });
    }

    private void again(RedissonClient client, Duration delay, Throwable failure) {
        boolean over = System.nanoTime() - start > limit.toNanos();
        if (over || Failures.cause(failure) instanceof RedissonShutdownException) {
            giveUp(failure);
            return;
        }
        try {
            var unused = timer.schedule(() -> begin(client), Hold.millis(delay), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            giveUp(failure);
        }
    }

    /** Quiet if Redis said that there is nothing to take back, or if the end of the client ended the attempt too. */
    private void giveUp(Throwable failure) {
        if (!Failures.isNotHeld(failure)) {
            boolean shutDown = Failures.cause(failure) instanceof RedissonShutdownException;
            String key = LockName.printable(hold.key());
            RedisLockProvider.LOG.log(
                    shutDown ? DEBUG : WARNING,
                    () -> "could not take back an attempt at lock \"" + key
                            + "\"; if Redis gave the lock, it stays until its lease ends",
                    failure);
        }
    }
}
