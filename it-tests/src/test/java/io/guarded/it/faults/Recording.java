package io.guarded.it.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps what was seen of one history. Safe for use by many threads. */
final class Recording {

    private final List<Event> events = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();
    private final List<Span> silences = new ArrayList<>();

    /** A write that the resource took. */
    record Write(String name, long token, long old, long value) {}

    synchronized void event(Event event) {
        events.add(event);
    }

    synchronized void write(String line) {
        String[] part = line.split(" ", -1);
        writes.add(new Write(part[0], Long.parseLong(part[1]), Long.parseLong(part[2]), Long.parseLong(part[3])));
    }

    synchronized void incident(Incident incident) {
        incidents.add(incident);
    }

    /** A server did not answer for so long. */
    synchronized void silence(Span span) {
        silences.add(span);
    }

    /** In the order of their moments. */
    synchronized List<Event> events() {
        return events.stream().sorted(Comparator.comparingLong(Event::nanos)).toList();
    }

    /** In the order in which the resource took them. */
    synchronized List<Write> writes() {
        return List.copyOf(writes);
    }

    synchronized List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    synchronized List<Span> silences() {
        return List.copyOf(silences);
    }

    synchronized void clear() {
        events.clear();
        writes.clear();
        incidents.clear();
        silences.clear();
    }
}
