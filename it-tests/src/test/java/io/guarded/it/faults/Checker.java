package io.guarded.it.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what of a history breaks a promise. Takes no longer than sorting what happened, but for the words. */
final class Checker {

    /** No lock is given with less of its lease than a fourth; a thread that was woken may come this much later. */
    private static final long LEAST_LEFT_NANOS =
            Times.LEASE.dividedBy(4).minusMillis(300).toNanos();

    /** An attempt may be told what became of one that was asked so long before. */
    private static final long PATIENCE_NANOS =
            Times.STORE_TIMEOUT.multipliedBy(2).plusSeconds(1).toNanos();

    /** So many acquisitions after its start, a worker's process has loaded what it needs. */
    private static final int WARM = 20;

    private final History history;
    private final List<String> violations = new ArrayList<>();

    private Checker(History history) {
        this.history = history;
    }

    /** Every violation in words; none if all promises were kept. */
    static List<String> violations(History history) {
        Checker checker = new Checker(history);
        checker.violations.addAll(Exclusion.violations(history));
        checker.violations.addAll(Tokens.violations(history));
        checker.resource();
        checker.ends();
        checker.violations.addAll(Knowledge.violations(history));
        checker.leases();
        checker.recovery();
        checker.health();
        history.odd().forEach(event -> checker.violated("nothing explains " + event));
        return checker.violations;
    }

    private void violated(String what) {
        violations.add(what);
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
            inTime("attempt", hold, hold.invoked, hold.outcomeAt, hold.waitNanos);
            if (hold.releasingAt != Hold.UNKNOWN) {
                inTime("release", hold, hold.releasingAt, hold.releasedAt, 0);
            }
        }
    }

    private void inTime(String what, Hold hold, long from, long to, long wait) {
        boolean isKnown = to != Hold.UNKNOWN;
        long end = isKnown ? to : history.end;
        long most = wait + Times.STORE_TIMEOUT.plus(Times.MARGIN).toNanos();
        long took = end - from;
        if (took > most) {
            took -= history.stoodStill(hold.worker, from, end);
        }
        if (took > most && (isKnown || !history.isKilled(hold))) {
            violated(what + " not over in time but after " + History.millis(took) + ": " + hold);
        }
    }

    private void leases() {
        for (Hold hold : history.holds()) {
            if (hold.left < LEAST_LEFT_NANOS
                    && history.stopped(hold.worker, hold.invoked, hold.outcomeAt + Times.MARGIN.toNanos()) == 0) {
                violated("given with " + History.millis(hold.left) + " of its lease left: " + hold);
            }
            if (hold.seenOverAt != Hold.UNKNOWN) {
                violated("held after its lease was over: " + hold + history.around(hold));
            }
        }
    }

    /** When all is well again, and has been for a lease, every name is held. */
    private void recovery() {
        long healthy = history.incidents.stream().mapToLong(Incident::to).max().orElse(0) + Times.LEASE.toNanos();
        Set<String> alive = new HashSet<>();
        Set<String> all = new HashSet<>();
        for (Hold hold : history.holds()) {
            all.add(hold.name);
            if (hold.seenUntil >= healthy) {
                alive.add(hold.name);
            }
        }
        all.removeAll(alive);
        all.forEach(name -> violated("nobody gets " + name + " any more"));
    }

    /** While all is well, and has been for a lease, nobody is told that Redis is away, but where the machine is too slow to say so. */
    private void health() {
        Map<String, Long> warmFrom = new HashMap<>();
        Map<String, Integer> times = new HashMap<>();
        history.acquired().forEach(hold -> {
            if (times.merge(hold.process(), 1, Integer::sum) == WARM) {
                warmFrom.put(hold.process(), hold.outcomeAt);
            }
        });
        for (Hold hold : history.holds()) {
            if (hold.outcome == Event.Kind.UNAVAILABLE
                    && warmFrom.getOrDefault(hold.process(), Long.MAX_VALUE) < hold.invoked
                    && isWellAround(hold)
                    && !history.isLate(hold.worker, hold.invoked - PATIENCE_NANOS, hold.outcomeAt)
                    && !history.wasSilence(hold.invoked - PATIENCE_NANOS, hold.outcomeAt)) {
                violated("unavailable, though all is well: " + hold + history.around(hold));
            }
        }
    }

    private boolean isWellAround(Hold hold) {
        return history.incidents.stream()
                .noneMatch(incident -> incident.from() <= hold.outcomeAt && hold.invoked < incident.wellFrom());
    }
}
