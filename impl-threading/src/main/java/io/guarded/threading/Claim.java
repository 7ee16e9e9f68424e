package io.guarded.threading;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Is one hold that has a key or waits for it. */
final class Claim {

    final long holdId;

    /** Null for a hold without end. */
    final @Nullable Duration lease;

    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

    Claim(long holdId, @Nullable Duration lease) {
        this.holdId = holdId;
        this.lease = lease;
    }

    /** Completes at the latest when the wait is over; leaves the queue then, and when it is cancelled. */
    CompletableFuture<Boolean> answerWithin(Duration wait, ScheduledExecutorService timer, Slot slot) {
        ScheduledFuture<?> end = timer.schedule(() -> answer.complete(false), nanos(wait), TimeUnit.NANOSECONDS);
        var unused = answer.whenComplete((isYes, failure) -> {
            end.cancel(false);
            if (!Boolean.TRUE.equals(isYes)) {
                slot.leave(this);
            }
        });
        return answer;
    }

    /** False if nobody waits for it any more. */
    boolean grant() {
        return answer.complete(true);
    }

    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException centuries) {
            return Long.MAX_VALUE;
        }
    }
}
