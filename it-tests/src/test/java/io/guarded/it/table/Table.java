package io.guarded.it.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of a text between two marks, sorted; what stands around them is left as it is. */
final class Table {

    private static final String BEGIN = "<!-- written by the run";
    private static final String RULE = "|---";
    private static final String END = "<!-- end";

    private Table() {}

    /**
     * Puts a row into the table.
     *
     * @throws IllegalArgumentException if the text has no table that is marked
     */
    static String with(Row row, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int begin = find(BEGIN, 0, lines);
        int first = find(RULE, begin, lines) + 1;
        List<String> rows = lines.subList(first, find(END, first, lines));
        rows.removeIf(row::replaces);
        rows.add(row.text());
        Collections.sort(rows);
        return String.join("\n", lines) + "\n";
    }

    private static int find(String mark, int from, List<String> lines) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).startsWith(mark)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no line begins with: " + mark);
    }
}
