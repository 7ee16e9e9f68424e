package io.guarded.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Is what happened, put together from what was seen, in one pass over it. */
final class History {

    private static final int SHOWN = 20;

    final List<Incident> incidents;
    final List<Recording.Write> writes;
    final long end;
    private final List<Event> events;
    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private final List<Event> odd = new ArrayList<>();
    private final Map<Hold, Long> left = new HashMap<>();

    /**
     * Puts it together.
     *
     * @param recording what was seen
     * @param end when the last worker rested
     */
    History(Recording recording, long end) {
        this.incidents = recording.incidents();
        this.writes = recording.writes();
        this.end = end;
        Map<String, Long> highest = new HashMap<>();
        this.events = recording.events();
        events.forEach(event -> add(event, highest));
    }

    /** What the same worker saw of the same lock shortly before an attempt ended. */
    String around(Hold hold) {
        List<String> lines = events.stream()
                .filter(event -> event.worker() == hold.worker
                        && event.name().equals(hold.name)
                        && event.nanos() <= hold.outcomeAt
                        && event.kind() != Event.Kind.SEEN
                        && event.kind() != Event.Kind.WROTE)
                .map(event -> "\n  "
                        + Duration.ofNanos(event.nanos() - hold.outcomeAt).toMillis() + " ms " + event.kind() + " "
                        + event.attempt() + " " + event.number())
                .toList();
        return incidentsBefore(hold) + String.join("", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    }

    private String incidentsBefore(Hold hold) {
        return incidents.stream()
                .filter(incident -> incident.from() <= hold.outcomeAt
                        && incident.concerns(hold.worker)
                        && incident.concerns(hold.name))
                .map(incident -> "\n  "
                        + Duration.ofNanos(incident.from() - hold.outcomeAt).toMillis() + " to "
                        + Duration.ofNanos(incident.to() - hold.outcomeAt).toMillis() + " ms " + incident.fault())
                .collect(Collectors.joining());
    }

    private void add(Event event, Map<String, Long> highest) {
        if (event.kind() == Event.Kind.INVOKED) {
            holds.put(event.attempt(), new Hold(event, highest.getOrDefault(event.name(), Long.MIN_VALUE)));
            return;
        }
        Hold hold = holds.get(event.attempt());
        if (hold == null) {
            odd.add(event);
            return;
        }
        if (event.isOutcome()) {
            hold.outcome = event.kind();
            hold.outcomeAt = event.nanos();
            if (event.kind() == Event.Kind.ACQUIRED) {
                hold.token = event.number();
                highest.merge(event.name(), event.number(), Math::max);
            } else {
                hold.ended(event);
            }
        }
        switch (event.kind()) {
            case LEFT -> left.put(hold, event.number());
            case SEEN -> hold.seenUntil = event.nanos();
            case LOST, RELEASED -> hold.ended(event);
            case BROKEN -> odd.add(event);
            default -> {}
        }
    }

    Collection<Hold> holds() {
        return holds.values();
    }

    /** What no fault explains. */
    List<Event> odd() {
        return odd;
    }

    /** What was left of the lease when a lock was given, or as good as for ever. */
    long left(Hold hold) {
        return left.getOrDefault(hold, Long.MAX_VALUE);
    }

    /** For how long of a span a worker's process stood still. */
    long stopped(int worker, long from, long to) {
        return incidents.stream()
                .filter(incident -> incident.fault() == Fault.WORKER_STOPPED && incident.concerns(worker))
                .mapToLong(incident -> incident.within(from, to))
                .sum();
    }

    /** Whether Redis had forgotten that lock, and its holder need not have been told until then. */
    boolean isForgotten(String name, long overlap, long until) {
        return incidents.stream()
                .filter(incident -> incident.losesLocks() && incident.concerns(name))
                .anyMatch(incident -> incident.from() <= overlap && until <= incident.to() + untilTold(incident));
    }

    /**
     * Whether it was passed on within its process by one whose lock Redis had forgotten, and who need not have been told until it
     * ended: then the other holder is right, for as long as it likes.
     */
    boolean isPassedOnForgotten(Hold hold) {
        return incidents.stream()
                .filter(incident -> incident.losesLocks() && incident.concerns(hold.name))
                .anyMatch(incident -> incident.from() <= hold.outcomeAt
                        && hold.seenUntil <= incident.to() + untilTold(incident)
                        && holds().stream().anyMatch(first -> isForgottenBefore(first, incident, hold)));
    }

    private static boolean isForgottenBefore(Hold first, Incident incident, Hold hold) {
        return first.worker == hold.worker
                && first.name.equals(hold.name)
                && first.isAcquired()
                && first.outcomeAt < hold.outcomeAt
                && first.outcomeAt <= incident.to()
                && (first.endedAt == Hold.UNKNOWN ? first.seenUntil : first.endedAt) >= incident.from();
    }

    /** The next renewal tells if Redis can be asked at once; else the deadline does. */
    private static long untilTold(Incident incident) {
        return (incident.fault().keepsServers() ? Times.LEASE.dividedBy(3) : Times.LEASE)
                .plus(Times.MARGIN)
                .toNanos();
    }
}
