package io.guarded.benchmarks.paired;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what one comparison gave: goals, a table of all contenders, and a plot. */
final class Section {

    private final String id;
    private final String title;
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final Map<String, Spread> bars = new LinkedHashMap<>();
    private String conditions = "";

    /**
     * Starts with nothing.
     *
     * @param id names the markers in the page and the plot's file
     * @param title says what the plot shows
     * @param columns the heads of the table of all contenders
     */
    Section(String id, String title, String... columns) {
        this.id = id;
        this.title = title;
        this.columns = List.of(columns);
    }

    Section goal(Goal goal) {
        goals.add(goal);
        return this;
    }

    Section row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    Section bar(String label, Spread figure) {
        bars.put(label, figure);
        return this;
    }

    /** Says how it was measured, at the moment in which it was. */
    Section measured(Measured measured) {
        conditions = Conditions.line(", " + measured.rounds() + " rounds, order by seed " + Rounds.SEED);
        return this;
    }

    /** Says when something was counted that has no rounds. */
    Section counted() {
        conditions = Conditions.line("");
        return this;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    Map<String, Spread> bars() {
        return bars;
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        if (!goals.isEmpty()) {
            lines.add("| what | goal | figure | reached |");
            lines.add("|---|---|---|---|");
            goals.forEach(goal -> lines.add(goal.markdown()));
            lines.add("");
        }
        lines.add(row(columns));
        lines.add("|" + "---|".repeat(columns.size()));
        rows.forEach(cells -> lines.add(row(cells)));
        if (!conditions.isEmpty()) {
            lines.add("");
            lines.add(conditions);
        }
        if (!bars.isEmpty()) {
            lines.add("");
            lines.add("![" + title + "](img/" + id + ".svg)");
        }
        return String.join("\n", lines);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
