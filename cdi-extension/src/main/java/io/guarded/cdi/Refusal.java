package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockException;
import io.guarded.core.Hold;
import java.time.Duration;
import java.util.Optional;

/** Tells with what a guard throws which guard it was, and when it may make sense to come back. */
record Refusal(Guarded guard, TypicalHold typicalHold) {

    static Refusal of(Definition definition) {
        Guarded guarded = definition.guarded();
        Guarded named = Guarded.Literal.of(definition.name(), guarded.type(), guarded.timeout(), guarded.unit())
                .lease(guarded.lease())
                .maxHold(guarded.maxHold())
                .atLeast(guarded.atLeast())
                .onBusy(guarded.onBusy())
                .onLost(guarded.onLost())
                .fenced(guarded.fenced())
                .message(guarded.message())
                .busyStatus(guarded.busyStatus());
        return new Refusal(named, new TypicalHold());
    }

    Hold measured(Hold hold) {
        return typicalHold.measured(hold);
    }

    /** The shorter of what is left of a fixed lease and what such work usually takes; of a renewed lease nothing is known. */
    LockBusyException of(LockBusyException busy) {
        Optional<Duration> left = busy.retryAfter();
        Optional<Duration> usual = typicalHold.lately();
        Duration shorter = left.isPresent() && usual.isPresent() && left.get().compareTo(usual.get()) < 0
                ? left.get()
                : usual.or(() -> left).orElse(null);
        LockBusyException told =
                new LockBusyException(busy.lockName(), String.valueOf(busy.getMessage()), busy.waited(), shorter);
        told.setStackTrace(busy.getStackTrace());
        told.guardedBy(guard);
        return told;
    }

    /** Only what is about this guard's own lock. */
    void tell(LockException failure, String lockName) {
        if (failure.lockName().equals(lockName)) {
            failure.guardedBy(guard);
        }
    }
}
