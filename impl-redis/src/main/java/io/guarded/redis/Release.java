package io.guarded.redis;

import io.guarded.LockUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;

/**
 * One release, which is repeated by its own hold id while no answer comes: first as RLock does it, then by a script that may
 * be repeated.
 *
 * <p>Once a release has been sent and not answered, "not held" is no loss: most likely that release had freed the lock. A loss
 * by expiry is core's to notice, by its clock.
 */
final class Release {

    /** The first answer is waited for this part of the store's time-out, and each further one. */
    private static final int PARTS = 4;

    private final Hold hold;
    private final ScheduledExecutorService timer;
    private final Duration timeout;
    private final Consumer<RedissonClient> inDoubt;
    private final Supplier<String> reason;
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

    /** Guarded by this, like all below. */
    private @Nullable RedissonClient client;

    private int part;
    private boolean isRepeated;
    private @Nullable Throwable lastFailure;
    private Future<?> next;

    /**
     * Makes one that was not sent.
     *
     * @param timeout the time, from now, after which the answer fails
     * @param inDoubt is told if it then was sent: Redis may still have the lock
     * @param reason says what that failure is
     */
    Release(
            Hold hold,
            ScheduledExecutorService timer,
            Duration timeout,
            Consumer<RedissonClient> inDoubt,
            Supplier<String> reason) {
        this.hold = hold;
        this.timer = timer;
        this.timeout = timeout;
        this.inDoubt = inDoubt;
        this.reason = reason;
        this.next = inAPart();
        var unused = answer.whenComplete((freed, failure) -> plan().cancel(false));
    }

    CompletableFuture<Boolean> answer() {
        return answer;
    }

    void send(RedissonClient with) {
        synchronized (this) {
            client = with;
        }
        hold.release(with).whenComplete((done, failure) -> {
            if (failure == null) {
                answer.complete(true);
            } else if (Failures.isNotHeld(failure)) {
                answer.complete(isRepeated());
            } else {
                failed(with, failure);
            }
        });
    }

    private void failed(RedissonClient with, Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof RedisOutOfMemoryException) {
            anyhow(with, isRepeated());
        } else if (isUnanswered(cause)) {
            note(cause);
            // the first failure may come at once, as from a connection that was closed
            if (!isRepeated()) {
                repeat(with);
            }
        } else {
            answer.completeExceptionally(Failures.unavailable(hold.key(), failure));
        }
    }

    private void repeat(RedissonClient with) {
        synchronized (this) {
            isRepeated = true;
        }
        anyhow(with, true);
    }

    private void anyhow(RedissonClient with, boolean isDoneElse) {
        hold.releaseAnyhow(with).whenComplete((freed, failure) -> {
            if (failure == null) {
                answer.complete(freed || isDoneElse);
            } else {
                failed(with, failure);
            }
        });
    }

    private static boolean isUnanswered(Throwable failure) {
        return failure instanceof RedisTimeoutException || failure instanceof RedisConnectionException;
    }

    private void look() {
        if (answer.isDone()) {
            return;
        }
        RedissonClient with;
        boolean isOver;
        synchronized (this) {
            part++;
            isOver = part >= PARTS;
            with = client;
            if (!isOver) {
                next = inAPart();
            }
        }
        if (isOver) {
            giveUp(with);
        } else if (with != null) {
            repeat(with);
        }
    }

    private void giveUp(@Nullable RedissonClient with) {
        boolean isTold = answer.completeExceptionally(new LockUnavailableException(hold.key(), reason.get(), noted()));
        if (isTold && with != null) {
            inDoubt.accept(with);
        }
    }

    private synchronized void note(Throwable failure) {
        lastFailure = failure;
    }

    private synchronized @Nullable Throwable noted() {
        return lastFailure;
    }

    private synchronized boolean isRepeated() {
        return isRepeated;
    }

    private synchronized Future<?> plan() {
        return next;
    }

    private Future<?> inAPart() {
        return timer.schedule(this::look, Hold.millis(timeout) / PARTS, TimeUnit.MILLISECONDS);
    }
}
