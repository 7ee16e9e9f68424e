package io.guarded.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisTimeoutException;

/**
 * One attempt to take a lock, told apart into busy, broken and no longer wanted.
 *
 * <p>What Redisson's tryLockAsync(wait, ...) answers when (RedissonLock and PublishSubscribeService, 4.7.0):
 *
 * <ul>
 *   <li>false at once, if the wait was over when the first try was answered: Redis said that another has the lock;
 *   <li>false at the end of the wait, after a last try, or without one if the subscription to the lock's channel had not
 *       been made by then: nobody knows;
 *   <li>RedisTimeoutException, if the subscription's own timer, which runs as long as the wait, was the quicker of the two: the
 *       same case, though with a short wait and a busy lock nothing is broken;
 *   <li>RedisResponseTimeoutException, if a try was sent and not answered: Redis may have given the lock;
 *   <li>another exception, if a try or the subscription was refused.
 * </ul>
 *
 * <p>So after a wait neither false nor RedisTimeoutException is believed: one more try without a wait asks Redis itself.
 */
final class Attempt {

    private final RedissonClient client;
    private final Hold hold;
    private final CompletableFuture<Boolean> answer;
    private final Runnable retraction;
    private final Runnable waitEnded;

    /**
     * Makes one that was not sent.
     *
     * @param answer what the caller waits for; once it has failed, nobody wants the lock any more
     * @param retraction takes back what Redis may have given
     * @param waitEnded is told of a wait that ended without the lock, and may have left its subscription
     */
    Attempt(
            RedissonClient client,
            Hold hold,
            CompletableFuture<Boolean> answer,
            Runnable retraction,
            Runnable waitEnded) {
        this.client = client;
        this.hold = hold;
        this.answer = answer;
        this.retraction = retraction;
        this.waitEnded = waitEnded;
    }

    void begin(Duration wait, Duration lease) {
        // cancelled, timed out or failed: in each case Redis may have given the lock, or may be about to
        var unused = answer.whenComplete((granted, failure) -> {
            if (failure != null) {
                retraction.run();
            }
        });
        send(wait, lease);
    }

    private void send(Duration wait, Duration lease) {
        CompletableFuture<Boolean> tried = hold.attempt(client, wait, lease).toCompletableFuture();
        if (!wait.isZero()) {
            // Redisson then ends the wait, and gives back what is granted all the same (RedissonLock.tryLockAsync)
            var unusedCancel = answer.whenComplete((granted, failure) -> tried.cancel(false));
        }
        var unusedEnd = tried.whenComplete((granted, failure) -> {
            if (!wait.isZero() && !Boolean.TRUE.equals(granted)) {
                waitEnded.run();
            }
            if (!wait.isZero() && isUnsure(granted, failure) && !answer.isDone()) {
                send(Duration.ZERO, lease);
            } else if (failure != null) {
                boolean isTold = answer.completeExceptionally(Failures.unavailable(hold.key(), failure));
                again(!isTold && !tried.isCancelled());
            } else {
                again(!answer.complete(granted) && granted);
            }
        });
    }

    /** The retraction runs already, or is over: it may have come before what it was to take back. */
    private void again(boolean isInDoubt) {
        if (isInDoubt) {
            retraction.run();
        }
    }

    /** Not so RedisResponseTimeoutException: a second try would re-enter what the first may have got. */
    private static boolean isUnsure(@Nullable Boolean granted, @Nullable Throwable failure) {
        return failure == null
                ? Boolean.FALSE.equals(granted)
                : Failures.cause(failure).getClass() == RedisTimeoutException.class;
    }
}
