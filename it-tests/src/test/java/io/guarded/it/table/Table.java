package io.guarded.it.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The rows of a text between two marks, sorted; what stands around them is left as it is. */
final class Table {

    private static final String BEGIN = "<!-- written by the run";
    private static final String RULE = "|---";
    private static final String END = "<!-- end";

    private Table() {}

    /** Puts a row into the table of a file, or says that one of more classes stands there. */
    @SuppressWarnings("SystemOut") // for who runs the build
    static void write(Row row, Path file) throws IOException {
        Optional<String> text = with(row, Files.readString(file));
        if (text.isPresent()) {
            Files.writeString(file, text.get());
        } else {
            System.out.println("-- not written into " + file + ", where a run of more classes stands: " + row.text());
        }
    }

    /**
     * Puts a row into the table.
     *
     * @return nothing if the table has a row of a run of more classes
     * @throws IllegalArgumentException if the text has no table that is marked
     */
    static Optional<String> with(Row row, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int begin = find(BEGIN, 0, lines);
        int first = find(RULE, begin, lines) + 1;
        List<String> rows = lines.subList(first, find(END, first, lines));
        if (rows.stream().filter(row::isAbout).anyMatch(row::isLessThan)) {
            return Optional.empty();
        }
        rows.removeIf(row::isAbout);
        rows.add(row.text());
        Collections.sort(rows);
        return Optional.of(String.join("\n", lines) + "\n");
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
