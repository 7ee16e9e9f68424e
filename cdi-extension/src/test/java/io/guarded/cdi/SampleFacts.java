package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.LockListener;
import io.guarded.LockListener.Lock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Gives one fact of each kind at least, each with a time of its own. */
final class SampleFacts {

    private static final Guarded.Literal GUARD = Guarded.Literal.of("order:{id}", "redis", 5, TimeUnit.SECONDS);

    static final Lock GUARDED = new Lock("order:secret", "redis", Optional.of(GUARD));
    static final Lock SKIPPING = new Lock("order:secret", "redis", Optional.of(GUARD.onBusy(OnBusy.SKIP)));
    static final Lock BY_HAND = new Lock("secret", "threading", Optional.empty());

    static final List<LockListener.Fact> ALL = List.of(
            new LockListener.Acquired(GUARDED, Duration.ofMillis(1), false),
            new LockListener.Acquired(GUARDED, Duration.ofMillis(2), true),
            new LockListener.Acquired(BY_HAND, Duration.ofMillis(4), true),
            new LockListener.Busy(GUARDED, Duration.ofMillis(8)),
            new LockListener.Busy(SKIPPING, Duration.ofMillis(16)),
            new LockListener.Unavailable(GUARDED, Duration.ofMillis(32), "secret"),
            new LockListener.Interrupted(GUARDED, Duration.ofMillis(64)),
            new LockListener.Interrupted(BY_HAND, Duration.ofMillis(128)),
            new LockListener.Released(GUARDED, Duration.ofMillis(256)),
            new LockListener.Lost(GUARDED, Duration.ofMillis(512), "secret"),
            new LockListener.Released(BY_HAND, Duration.ofMillis(1024)),
            new LockListener.Forced(GUARDED, "secret", "secret"));

    /** What counters and times say of them: the sum, or how many and how long in all. */
    static final String[] TABLE = {
        "guarded.attempts none acquired threading: 1",
        "guarded.attempts none interrupted threading: 1",
        "guarded.attempts order:{id} acquired redis: 2",
        "guarded.attempts order:{id} busy redis: 1",
        "guarded.attempts order:{id} interrupted redis: 1",
        "guarded.attempts order:{id} skipped redis: 1",
        "guarded.attempts order:{id} unavailable redis: 1",
        "guarded.handoffs none threading: 1",
        "guarded.handoffs order:{id} redis: 1",
        "guarded.hold none threading: 1 in 1024 ms",
        "guarded.hold order:{id} redis: 2 in 768 ms",
        "guarded.lost order:{id} redis: 1",
        "guarded.wait none acquired threading: 1 in 4 ms",
        "guarded.wait none interrupted threading: 1 in 128 ms",
        "guarded.wait order:{id} acquired redis: 2 in 3 ms",
        "guarded.wait order:{id} busy redis: 1 in 8 ms",
        "guarded.wait order:{id} interrupted redis: 1 in 64 ms",
        "guarded.wait order:{id} skipped redis: 1 in 16 ms",
        "guarded.wait order:{id} unavailable redis: 1 in 32 ms"
    };

    private SampleFacts() {}
}
