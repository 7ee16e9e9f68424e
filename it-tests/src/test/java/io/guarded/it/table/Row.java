package io.guarded.it.table;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row: what was run with what, and how that ended. A later run with the same server and JDK takes its place, if it was of
 * no fewer classes.
 *
 * @param classes how many the run was to run
 */
record Row(String server, String version, String jdk, String date, int classes, String tests, String result) {

    private static final int TESTS = 5;
    private static final Pattern COUNTED = Pattern.compile("\\d+ in (\\d+) classes");
    private static final Pattern NAMED = Pattern.compile("`[^`]+`");

    /** Says of today how a run ended. */
    static Row of(String server, String version, String jdk, Tally tally) {
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        return new Row(server, version, jdk, date, tally.classes(), tally.tests(), tally.result());
    }

    boolean isAbout(String line) {
        return line.startsWith(key());
    }

    /** A run of some classes says nothing about the others, so it must not take away what was said about them. */
    boolean isLessThan(String line) {
        return classes < classes(line);
    }

    private static int classes(String line) {
        String tests = line.split("\\|", -1)[TESTS];
        Matcher counted = COUNTED.matcher(tests);
        return counted.find()
                ? Integer.parseInt(counted.group(1))
                : (int) NAMED.matcher(tests).results().count();
    }

    String text() {
        return key() + " " + date + " | " + tests + " | " + result + " |";
    }

    private String key() {
        return "| " + server + " | " + version + " | " + jdk + " |";
    }
}
