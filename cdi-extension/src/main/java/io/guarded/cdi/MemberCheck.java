package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import java.time.Duration;

/** Checks the members of one {@link Guarded} beside its name: each by itself, with each other, and with the method. */
final class MemberCheck {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    private final Definition definition;
    private final Guarded guarded;
    private final Mistakes mistakes;

    MemberCheck(Definition definition, Mistakes mistakes) {
        this.definition = definition;
        this.guarded = definition.guarded();
        this.mistakes = mistakes;
    }

    /** Tells whether the numbers can be used; the mistakes have what is wrong with them and all else. */
    boolean run() {
        skip();
        busyStatus();
        boolean isTimeoutValid = WaitTime.isValid(guarded);
        number(isTimeoutValid, Mistake.BAD_TIMEOUT, guarded.timeout());
        boolean isLeaseValid = isLeaseValid();
        number(isLeaseValid, Mistake.BAD_LEASE, guarded.lease());
        boolean isMaxHoldValid = isTime(guarded.maxHold());
        number(isMaxHoldValid, Mistake.BAD_MAX_HOLD, guarded.maxHold());
        boolean isAtLeastValid = isTime(guarded.atLeast());
        number(isAtLeastValid, Mistake.BAD_AT_LEAST, guarded.atLeast());
        boolean isSmallEnough = !isLeaseValid || !isAtLeastValid || fitsIntoLease();
        return isTimeoutValid && isMaxHoldValid && isLeaseValid && isAtLeastValid && isSmallEnough;
    }

    private void number(boolean isValid, Mistake mistake, long amount) {
        if (!isValid) {
            mistakes.add(mistake, definition.ownSite(), amount, guarded.unit());
        }
    }

    private boolean isTime(long amount) {
        return amount >= 0 && LockTerms.fits(amount, guarded.unit());
    }

    private boolean isLeaseValid() {
        return guarded.lease() == Guarded.RENEWED
                || (isTime(guarded.lease())
                        && LockTerms.time(guarded.lease(), guarded.unit()).compareTo(SHORTEST_LEASE) >= 0);
    }

    private boolean fitsIntoLease() {
        boolean fits = guarded.lease() == Guarded.RENEWED || guarded.atLeast() <= guarded.lease();
        if (!fits) {
            mistakes.add(
                    Mistake.AT_LEAST_OVER_LEASE,
                    definition.ownSite(),
                    guarded.atLeast(),
                    guarded.unit(),
                    guarded.lease());
        }
        return fits;
    }

    private void busyStatus() {
        if (guarded.busyStatus() != 0 && !HttpTerms.isForBusy(guarded.busyStatus())) {
            mistakes.add(Mistake.BAD_BUSY_STATUS, definition.ownSite(), guarded.busyStatus());
        }
    }

    private void skip() {
        if (guarded.onBusy() == OnBusy.FAIL) {
            return;
        }
        Class<?> returned = definition.returned();
        if (!BusyAnswer.hasNothing(returned)) {
            mistakes.add(Mistake.SKIP_ON_PRIMITIVE, definition.methodSite(), returned.getName());
        }
        DeferredTypes.parameter(definition.javaMethod().getParameterTypes())
                .ifPresent(type -> mistakes.add(Mistake.SKIP_WITH_PARAMETER, definition.methodSite(), type.getName()));
    }
}
