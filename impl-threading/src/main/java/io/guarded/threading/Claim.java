package io.guarded.threading;

import static java.util.Objects.requireNonNull;

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

    /** Of one that may wait, and so has to be told. */
    private final @Nullable CompletableFuture<Boolean> answer;

    Claim(long holdId, @Nullable Duration lease) {
        this(holdId, lease, false);
    }

    private Claim(long holdId, @Nullable Duration lease, boolean mayWait) {
        this.holdId = holdId;
        this.lease = lease;
        this.answer = mayWait ? new CompletableFuture<>() : null;
    }

    /** Makes one that waits if it has to. */
    static Claim waiting(long holdId, @Nullable Duration lease) {
        return new Claim(holdId, lease, true);
    }

    /** Completes at the latest when the wait is over; leaves the queue then, and when it is cancelled. */
    CompletableFuture<Boolean> answerWithin(Duration wait, ScheduledExecutorService timer, Slot slot) {
        CompletableFuture<Boolean> told = requireNonNull(answer, "a claim that may wait");
        ScheduledFuture<?> end = timer.schedule(() -> told.complete(false), nanos(wait), TimeUnit.NANOSECONDS);
        var unused = told.whenComplete((isYes, failure) -> {
            end.cancel(false);
            if (!Boolean.TRUE.equals(isYes)) {
                slot.leave(this);
            }
        });
        return told;
    }

    /** False if nobody waits for it any more. */
    boolean grant() {
        return answer != null && answer.complete(true);
    }

    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException centuries) {
            return Long.MAX_VALUE;
        }
    }
}
