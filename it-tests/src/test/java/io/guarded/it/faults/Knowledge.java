package io.guarded.it.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who could not ask Redis and has no holder beside it, nor had one just before, cannot know that the lock is busy. */
final class Knowledge {

    /** A wait asks Redis in slices of a second; until one has gone unanswered, what Redis said at its beginning is believed. */
    private static final long BELIEVED_NANOS =
            Times.STORE_TIMEOUT.plusSeconds(1).plusMillis(300).toNanos();

    /** What a holder leaves to the next one has nobody until Redis has given a token, or has not given it in time. */
    private static final long PASSED_ON_NANOS =
            Times.STORE_TIMEOUT.plusMillis(300).toNanos();

    private final History history;

    /** By worker and lock, and then by the begin of attempts that got it: when the last one that began by then ended. */
    private final Map<String, TreeMap<Long, Long>> ends = new HashMap<>();

    private Knowledge(History history) {
        this.history = history;
        history.acquired()
                .sorted(Comparator.comparingLong(hold -> hold.invoked))
                .forEach(hold -> {
                    TreeMap<Long, Long> byBegin = ends.computeIfAbsent(place(hold), place -> new TreeMap<>());
                    long before = byBegin.isEmpty()
                            ? Long.MIN_VALUE
                            : byBegin.lastEntry().getValue();
                    byBegin.put(hold.invoked, Math.max(before, hold.endedAt));
                });
    }

    static List<String> violations(History history) {
        Knowledge knowledge = new Knowledge(history);
        List<String> violations = new ArrayList<>();
        for (Hold hold : history.holds()) {
            if (hold.outcome == Event.Kind.BUSY && knowledge.isAway(hold) && !knowledge.isHeldBeside(hold)) {
                violations.add("busy, though nobody could know: " + hold + history.around(hold));
            }
        }
        return violations;
    }

    private boolean isAway(Hold hold) {
        return history.incidents.stream()
                .anyMatch(incident -> !incident.away().isNone()
                        && incident.concerns(hold.worker)
                        && incident.concerns(hold.name)
                        && incident.away().from() + BELIEVED_NANOS < hold.invoked
                        && hold.outcomeAt < incident.away().to());
    }

    private boolean isHeldBeside(Hold hold) {
        TreeMap<Long, Long> byBegin = ends.get(place(hold));
        Map.Entry<Long, Long> last = byBegin == null ? null : byBegin.lowerEntry(hold.outcomeAt);
        return last != null && last.getValue() > hold.invoked - PASSED_ON_NANOS;
    }

    private static String place(Hold hold) {
        return hold.worker + " " + hold.name;
    }
}
