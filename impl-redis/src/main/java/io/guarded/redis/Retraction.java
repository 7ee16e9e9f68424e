package io.guarded.redis;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.guarded.LockName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonShutdownException;
import org.redisson.api.RedissonClient;

/**
 * Takes back a hold whose outcome nobody waits for or knows, by releases that name its hold id and so can free no other hold.
 *
 * <p>A release may overtake the attempt, which went over another connection. So "not held" counts when it was said twice, a
 * store time-out apart: by then Redisson has sent the attempt or given it up. Without an answer the pauses double, until the
 * lease has ended the hold anyway.
 */
final class Retraction {

    /** How long the end of a provider gives an attempt that was just sent. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(100);

    private final RedissonClient client;
    private final Hold hold;
    private final ScheduledExecutorService timer;
    private final Duration limit;
    private final long start = System.nanoTime();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** Guarded by this, like all below. */
    private Duration pause;

    private Duration patience;
    private boolean saidNotHeld;
    private boolean isHurried;
    private @Nullable Future<?> next;

    /**
     * Makes one that has not begun.
     *
     * @param pause the time after which the attempt has been sent or given up
     * @param limit the time, from now, after which the hold is gone from Redis anyway
     */
    Retraction(RedissonClient client, Hold hold, ScheduledExecutorService timer, Duration pause, Duration limit) {
        this.client = client;
        this.hold = hold;
        this.timer = timer;
        this.pause = pause;
        this.patience = pause;
        this.limit = limit;
    }

    /** Completes, never exceptionally, when nothing more is tried. */
    CompletableFuture<Void> end() {
        return end;
    }

    void look() {
        hold.releaseAnyhow(client).whenComplete((freed, failure) -> {
            if (failure != null) {
                unanswered(failure);
            } else if (freed || isSaidAgain()) {
                end.complete(null);
            } else {
                later(pause(), null);
            }
        });
    }

    /** Looks again soon if it was waiting to, and from then on without long pauses. */
    void hurry() {
        Future<?> waiting;
        synchronized (this) {
            isHurried = true;
            pause = SHORT_PAUSE;
            patience = SHORT_PAUSE;
            waiting = next;
        }
        if (waiting != null && waiting.cancel(false)) {
            later(SHORT_PAUSE, null);
        }
    }

    private synchronized boolean isSaidAgain() {
        boolean isSecond = saidNotHeld;
        saidNotHeld = true;
        return isSecond;
    }

    private synchronized Duration pause() {
        return pause;
    }

    private void unanswered(Throwable failure) {
        boolean isOver = System.nanoTime() - start > limit.toNanos();
        if (isOver || Failures.cause(failure) instanceof RedissonShutdownException) {
            giveUp(failure);
            return;
        }
        Duration delay;
        synchronized (this) {
            delay = patience;
            patience = isHurried ? patience : patience.multipliedBy(2);
        }
        later(delay, failure);
    }

    private void later(Duration delay, @Nullable Throwable failure) {
        try {
            Future<?> planned = timer.schedule(this::look, Hold.millis(delay), TimeUnit.MILLISECONDS);
            synchronized (this) {
                next = planned;
            }
        } catch (RejectedExecutionException ended) {
            giveUp(failure);
        }
    }

    /** Quiet if Redis said that there is nothing to take back, or if the end of the client ended the attempt too. */
    private void giveUp(@Nullable Throwable failure) {
        if (failure != null) {
            boolean isShutDown = Failures.cause(failure) instanceof RedissonShutdownException;
            String key = LockName.printable(hold.key());
            Log.write(
                    isShutDown ? DEBUG : WARNING,
                    () -> "could not take back a hold of lock \"" + key
                            + "\"; if Redis has it, it stays until its lease ends",
                    failure);
        }
        end.complete(null);
    }
}
