package io.guarded.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Is what happened, put together from what was seen, in one pass over it. */
final class History {

    private static final int SHOWN = 20;

    final List<Incident> incidents;
    final List<Recording.Write> writes;
    final long end;
    private final List<Event> events;
    private final List<Span> silences;
    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private final List<Event> odd = new ArrayList<>();
    private final List<Event> late = new ArrayList<>();

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
        this.events = recording.events();
        this.silences = recording.silences();
        events.forEach(this::add);
    }

    private void add(Event event) {
        if (event.kind() == Event.Kind.LATE) {
            late.add(event);
            return;
        }
        if (event.kind() == Event.Kind.INVOKED) {
            holds.put(event.attempt(), new Hold(event));
            return;
        }
        Hold hold = holds.get(event.attempt());
        if (hold == null || event.isOdd()) {
            odd.add(event);
        } else {
            hold.add(event);
        }
    }

    /** What the same worker saw of the same lock shortly before an attempt ended. */
    String around(Hold hold) {
        List<String> lines = events.stream()
                .filter(event -> event.worker() == hold.worker
                        && event.name().equals(hold.name)
                        && event.nanos() <= hold.outcomeAt
                        && event.kind() != Event.Kind.SEEN
                        && event.kind() != Event.Kind.WROTE)
                .map(event -> "\n  " + millis(event.nanos() - hold.outcomeAt) + " " + event.kind() + " "
                        + event.attempt() + " " + event.number())
                .toList();
        return incidentsBefore(hold) + String.join("", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    }

    private String incidentsBefore(Hold hold) {
        return incidents.stream()
                .filter(incident -> incident.from() <= hold.outcomeAt
                        && incident.concerns(hold.worker)
                        && incident.concerns(hold.name))
                .map(incident -> "\n  " + millis(incident.from() - hold.outcomeAt) + " to "
                        + millis(incident.to() - hold.outcomeAt) + " " + incident.fault())
                .collect(Collectors.joining());
    }

    static String millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis() + " ms";
    }

    /** In the order of their begin. */
    Collection<Hold> holds() {
        return holds.values();
    }

    /** Those that got the lock, in the order in which they had it. */
    Stream<Hold> acquired() {
        return holds().stream().filter(Hold::isAcquired).sorted(Comparator.comparingLong(hold -> hold.outcomeAt));
    }

    /** What no fault explains. */
    List<Event> odd() {
        return odd;
    }

    /** For how long of a span a worker's process stood still. */
    long stopped(int worker, long from, long to) {
        return incidents.stream()
                .filter(incident -> incident.fault() == Fault.WORKER_STOPPED && incident.concerns(worker))
                .mapToLong(incident -> incident.within(from, to))
                .sum();
    }

    /** The same, also because the machine had no time for it; its pulse is late in both cases. */
    long stoodStill(int worker, long from, long to) {
        long late = this.late.stream()
                .filter(event -> event.worker() == worker)
                .mapToLong(event -> new Span(event.nanos() - event.number(), event.nanos()).within(from, to))
                .sum();
        return Math.max(stopped(worker, from, to), late);
    }

    /** Whether a worker's process did not come to its turn in time in a span. */
    boolean isLate(int worker, long from, long to) {
        return late.stream()
                .anyMatch(event ->
                        event.worker() == worker && event.nanos() >= from && event.nanos() - event.number() <= to);
    }

    /** Whether a server did not answer in time in a span. */
    boolean wasSilence(long from, long to) {
        return silences.stream().anyMatch(silence -> silence.within(from, to) > 0);
    }

    boolean isKilled(Hold hold) {
        return incidents.stream()
                .anyMatch(incident -> incident.fault() == Fault.WORKER_KILLED
                        && incident.concerns(hold.worker)
                        && incident.to() >= hold.invoked);
    }

    /**
     * The moment from which Redis may have forgotten the lock of a hold that need not have been told yet when it ended, or
     * {@link Hold#UNKNOWN}. It may be before the hold began: a node that was not told passes on what it does not have.
     */
    long lostAt(Hold hold) {
        return incidents.stream()
                .filter(incident -> incident.mayHaveLost(hold))
                .mapToLong(incident -> incident.lost().from())
                .min()
                .orElse(Hold.UNKNOWN);
    }

    /** The last moment at which a hold had the lock for sure, before its begin if there is none. */
    long sureUntil(Hold hold) {
        return Math.min(hold.seenUntil, lostAt(hold));
    }
}
