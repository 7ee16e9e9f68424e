package io.guarded.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what of a history breaks a promise. */
final class Checker {

    /** A wait asks Redis in slices of a second; until one has gone unanswered, what Redis said at its beginning is believed. */
    private static final long BELIEVED_NANOS =
            Times.STORE_TIMEOUT.plusSeconds(1).plusMillis(300).toNanos();

    /** No lock is given with less of its lease than a fourth; a thread that was woken may come this much later. */
    private static final long LEAST_LEFT_NANOS =
            Times.LEASE.dividedBy(4).minusMillis(300).toNanos();

    private final History history;
    private final List<String> violations = new ArrayList<>();

    private Checker(History history) {
        this.history = history;
    }

    /** Every violation in words; none if all promises were kept. */
    static List<String> violations(History history) {
        Checker checker = new Checker(history);
        checker.exclusion();
        checker.tokens();
        checker.resource();
        checker.ends();
        checker.busy();
        checker.leases();
        checker.recovery();
        history.odd().forEach(event -> checker.violated("nothing explains " + event));
        return checker.violations;
    }

    private void violated(String what) {
        violations.add(what);
    }

    /** A hold counts from when the worker had it to the last moment at which its handle said so: both are sure. */
    private void exclusion() {
        Map<String, Hold> latest = new HashMap<>();
        history.holds().stream()
                .filter(hold -> hold.isAcquired() && hold.seenUntil >= hold.outcomeAt)
                .sorted(Comparator.comparingLong(hold -> hold.outcomeAt))
                .forEach(hold -> {
                    Hold before = latest.get(hold.name);
                    if (before != null
                            && before.seenUntil > hold.outcomeAt
                            && !history.isForgotten(hold.name, hold.outcomeAt, before.seenUntil)
                            && !history.isPassedOnForgotten(hold)) {
                        violated("two holders for " + millis(before.seenUntil - hold.outcomeAt) + ": " + before
                                + " and " + hold + history.around(before) + history.around(hold));
                    }
                    if (before == null || before.seenUntil < hold.seenUntil) {
                        latest.put(hold.name, hold);
                    }
                });
    }

    /** Who began after another had a token has a higher one; nobody has another's. */
    private void tokens() {
        Set<String> given = new HashSet<>();
        for (Hold hold : history.holds()) {
            if (!hold.isAcquired() || hold.token == Hold.NO_TOKEN) {
                continue;
            }
            boolean isFirst = given.add(hold.name + " " + hold.token);
            boolean isHigher = hold.token > hold.highestToken;
            if (!isFirst || (!isHigher && !history.isForgotten(hold.name, hold.outcomeAt, hold.outcomeAt))) {
                violated("token not above " + hold.highestToken + ", or given twice: " + hold);
            }
        }
    }

    /** Whoever wrote had read what it replaced, and no token went back. */
    private void resource() {
        Map<String, Long> tokens = new HashMap<>();
        for (Recording.Write write : history.writes) {
            if (write.old() != write.value() - 1) {
                violated("an update was lost by " + write);
            }
            Long before = tokens.put(write.name(), write.token());
            if (before != null && before > write.token()) {
                violated("a stale write was accepted: " + write + " after token " + before);
            }
        }
    }

    private void ends() {
        for (Hold hold : history.holds()) {
            boolean isKnown = hold.outcomeAt != Hold.UNKNOWN;
            long end = isKnown ? hold.outcomeAt : history.end;
            long took = end - hold.invoked - history.stopped(hold.worker, hold.invoked, end);
            long most = hold.waitNanos + Times.STORE_TIMEOUT.plus(Times.MARGIN).toNanos();
            if (took > most && (isKnown || !isKilled(hold))) {
                violated("not over in time but after " + millis(took) + ": " + hold);
            }
        }
    }

    private boolean isKilled(Hold hold) {
        return history.incidents.stream()
                .anyMatch(incident -> incident.fault() == Fault.WORKER_KILLED
                        && incident.concerns(hold.worker)
                        && incident.to() >= hold.invoked);
    }

    /** Who could not ask Redis and has no holder beside it cannot know that the lock is busy. */
    private void busy() {
        for (Hold hold : history.holds()) {
            if (hold.outcome == Event.Kind.BUSY && isAway(hold) && !isHeldBeside(hold)) {
                violated("busy, though nobody could know: " + hold + history.around(hold));
            }
        }
    }

    private boolean isAway(Hold hold) {
        return history.incidents.stream()
                .anyMatch(incident -> incident.fault().keepsRedisAway()
                        && incident.concerns(hold.worker)
                        && incident.from() + BELIEVED_NANOS < hold.invoked
                        && hold.outcomeAt < incident.to());
    }

    private boolean isHeldBeside(Hold hold) {
        return history.holds().stream()
                .anyMatch(other -> other != hold
                        && other.isAcquired()
                        && other.worker == hold.worker
                        && other.name.equals(hold.name)
                        && other.invoked < hold.outcomeAt
                        && other.endedAt > hold.invoked);
    }

    private void leases() {
        for (Hold hold : history.holds()) {
            if (history.left(hold) < LEAST_LEFT_NANOS
                    && history.stopped(hold.worker, hold.invoked, hold.outcomeAt + Times.MARGIN.toNanos()) == 0) {
                violated("given with " + millis(history.left(hold)) + " of its lease left: " + hold);
            }
        }
    }

    /** When all is well again, and has been for a lease, every name is held and nobody is told that Redis is away. */
    private void recovery() {
        long healthy = history.incidents.stream().mapToLong(Incident::to).max().orElse(0) + Times.LEASE.toNanos();
        Set<String> alive = new HashSet<>();
        Set<String> all = new HashSet<>();
        for (Hold hold : history.holds()) {
            all.add(hold.name);
            if (hold.seenUntil >= healthy) {
                alive.add(hold.name);
            }
            if (hold.outcome == Event.Kind.UNAVAILABLE && hold.invoked >= healthy) {
                violated("unavailable, though all is well: " + hold);
            }
        }
        all.removeAll(alive);
        all.forEach(name -> violated("nobody gets " + name + " any more"));
    }

    private static String millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis() + " ms";
    }
}
