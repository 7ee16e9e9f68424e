package io.guarded.it.faults;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Nobody holds what another holds. A hold counts from when the worker had it to the last moment at which its handle said so: both
 * are sure. From the moment at which Redis may have forgotten it, it does not count between processes, for as long as its
 * process need not have been told; within one process two never hold.
 */
final class Exclusion {

    private final History history;
    private final Set<String> violations = new LinkedHashSet<>();

    private Exclusion(History history) {
        this.history = history;
    }

    static List<String> violations(History history) {
        Exclusion exclusion = new Exclusion(history);
        exclusion.sweep(hold -> hold.name, history::sureUntil);
        exclusion.sweep(hold -> hold.worker + " " + hold.name, hold -> hold.seenUntil);
        return List.copyOf(exclusion.violations);
    }

    private void sweep(Function<Hold, String> place, ToLongFunction<Hold> until) {
        Map<String, Hold> latest = new HashMap<>();
        history.acquired()
                .filter(hold -> until.applyAsLong(hold) >= hold.outcomeAt)
                .forEach(hold -> {
                    Hold before = latest.get(place.apply(hold));
                    long end = before == null ? Long.MIN_VALUE : until.applyAsLong(before);
                    if (end > hold.outcomeAt) {
                        long both = Math.min(end, until.applyAsLong(hold)) - hold.outcomeAt;
                        violations.add("two holders for " + History.millis(both) + ": " + before + " and " + hold
                                + history.around(before) + history.around(hold));
                    }
                    if (end < until.applyAsLong(hold)) {
                        latest.put(place.apply(hold), hold);
                    }
                });
    }
}
