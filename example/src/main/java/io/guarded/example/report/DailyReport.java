package io.guarded.example.report;

import io.guarded.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Is done once, by whichever node comes first; the others skip it without an error. */
@ApplicationScoped
public class DailyReport {

    private final AtomicLong written = new AtomicLong();

    /**
     * Writes the report. The lock is kept for three seconds even if that is quicker, so that a node whose clock is a little
     * late does not write it again.
     *
     * @return which one this node has written, or nothing if another one is at it or has just been
     */
    @Guarded(
            name = "cron:daily_report",
            type = Guarded.REDIS,
            timeout = Guarded.IMMEDIATE,
            onBusy = Guarded.OnBusy.SKIP,
            atLeast = 3,
            maxHold = 1800)
    public Optional<Long> generate() {
        return Optional.of(written.incrementAndGet());
    }
}
