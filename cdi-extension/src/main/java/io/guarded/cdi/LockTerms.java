package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.LockSpec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** On what terms a guard takes its lock: all that a {@link Guarded} says about it beside the name. */
record LockTerms(
        String type,
        @Nullable Duration lease,
        @Nullable Duration maxHold,
        @Nullable Duration atLeast,
        boolean isFenced) {

    /** Takes the members of an annotation whose numbers were found to be valid. */
    static LockTerms of(Guarded guarded) {
        return new LockTerms(
                guarded.type(),
                guarded.lease() == Guarded.RENEWED ? null : time(guarded.lease(), guarded.unit()),
                set(guarded.maxHold(), guarded.unit()),
                set(guarded.atLeast(), guarded.unit()),
                guarded.fenced());
    }

    private static @Nullable Duration set(long amount, TimeUnit unit) {
        return amount == 0 ? null : time(amount, unit);
    }

    /** Tells whether a number of units can be counted in nanoseconds. */
    static boolean fits(long amount, TimeUnit unit) {
        return amount <= Long.MAX_VALUE / unit.toNanos(1);
    }

    static Duration time(long amount, TimeUnit unit) {
        return Duration.ofNanos(unit.toNanos(amount));
    }

    /** Makes the specification of the lock of one name; what is not set is left to the manager. */
    LockSpec spec(String name) {
        LockSpec spec = LockSpec.of(name);
        spec = type.isEmpty() ? spec : spec.type(type);
        spec = lease == null ? spec : spec.lease(lease);
        spec = maxHold == null ? spec : spec.maxHold(maxHold);
        spec = atLeast == null ? spec : spec.atLeast(atLeast);
        return isFenced ? spec.fenced() : spec;
    }
}
