package io.guarded.it.table;

/** One row: what was run with what, and how that ended. A later run with the same server and JDK takes its place. */
record Row(String server, String version, String jdk, String date, String tests, String result) {

    boolean replaces(String line) {
        return line.startsWith(key());
    }

    String text() {
        return key() + " " + date + " | " + tests + " | " + result + " |";
    }

    private String key() {
        return "| " + server + " | " + version + " | " + jdk + " |";
    }
}
