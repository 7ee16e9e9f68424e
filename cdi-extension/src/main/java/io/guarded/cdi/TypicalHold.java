package io.guarded.cdi;

import io.guarded.core.Hold;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Is how long the work of one guard has lately held its lock: what a caller that found it busy may be told to come back
 * after. Measured only once somebody was refused. Safe for use by many threads.
 */
final class TypicalHold {

    /** Each new time counts this part, so that some ten calls later the old ones are forgotten. */
    private static final int PART = 4;

    private volatile boolean isWanted;

    /** 0 while nothing is known. Of two calls that end at the same moment one may not be counted. */
    private volatile long nanos;

    /** Gives what is known; from now on it is measured. */
    Optional<Duration> lately() {
        isWanted = true;
        long known = nanos;
        return known == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(known));
    }

    /** Measures a hold that begins now, if anybody wants to know. */
    Hold measured(Hold hold) {
        return isWanted ? new Measured(hold, this) : hold;
    }

    void add(long held) {
        long before = nanos;
        nanos = Math.max(1, before == 0 ? held : before + (held - before) / PART);
    }

    private static final class Measured extends ForwardingHold {

        private final TypicalHold sum;
        private final long startedAt = System.nanoTime();
        private final AtomicBoolean isCounted = new AtomicBoolean();

        Measured(Hold hold, TypicalHold sum) {
            super(hold);
            this.sum = sum;
        }

        private void count() {
            if (isCounted.compareAndSet(false, true)) {
                sum.add(System.nanoTime() - startedAt);
            }
        }

        @Override
        public void finish() {
            count();
            super.finish();
        }

        @Override
        public void finish(Throwable failure) {
            count();
            super.finish(failure);
        }

        @Override
        public CompletableFuture<Void> release() {
            count();
            return super.release();
        }

        @Override
        public void close() {
            count();
            super.close();
        }
    }
}
