package io.guarded.cdi;

import io.guarded.Guarded;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a call waits. */
record WaitTime(@Nullable Duration limit) {

    static final WaitTime UNLIMITED = new WaitTime(null);

    static boolean isValid(Guarded guarded) {
        return guarded.timeout() >= Guarded.UNLIMITED && LockTerms.fits(guarded.timeout(), guarded.unit());
    }

    static WaitTime of(Guarded guarded) {
        TimeUnit unit = guarded.unit();
        return guarded.timeout() == Guarded.UNLIMITED
                ? UNLIMITED
                : new WaitTime(Duration.ofNanos(unit.toNanos(guarded.timeout())));
    }
}
