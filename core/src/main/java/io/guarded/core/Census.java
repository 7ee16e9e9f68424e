package io.guarded.core;

import io.guarded.Guarded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts who holds and who waits now. Only when somebody asks: the locks themselves count nothing. */
final class Census {

    private record Place(String type, String guard) implements Comparable<Place> {

        static Place of(Definition definition) {
            Guarded guard = definition.guard();
            return new Place(definition.store().type(), guard == null ? "" : guard.name());
        }

        @Override
        public int compareTo(Place other) {
            int byType = type.compareTo(other.type);
            return byType == 0 ? guard.compareTo(other.guard) : byType;
        }
    }

    private final Map<Place, Integer> held = new TreeMap<>();
    private final Map<Place, Integer> waiting = new TreeMap<>();

    private Census() {}

    static List<Usage> of(List<Gate> gates) {
        Census census = new Census();
        gates.forEach(gate -> gate.countIn(census));
        return census.usage();
    }

    void addHolder(Definition definition) {
        add(definition, 1, 0);
    }

    void addWaiter(Definition definition) {
        add(definition, 0, 1);
    }

    private void add(Definition definition, int holders, int waiters) {
        Place place = Place.of(definition);
        held.merge(place, holders, Integer::sum);
        waiting.merge(place, waiters, Integer::sum);
    }

    private List<Usage> usage() {
        List<Usage> usage = new ArrayList<>();
        held.forEach((place, holders) ->
                usage.add(new Usage(place.guard(), place.type(), holders, waiting.getOrDefault(place, 0))));
        return usage;
    }
}
