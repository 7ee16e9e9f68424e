package io.guarded.benchmarks.paired;

/** Is a page with places that runs write. */
final class Page {

    private static final String END = "<!-- end -->";

    private Page() {}

    /** The page with a new text between the markers of that id; a page without them is refused. */
    static String with(String page, String id, String text) {
        String begin = "<!-- written by the run: " + id + " -->";
        int from = page.indexOf(begin);
        int to = page.indexOf(END, Math.max(0, from));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("the page has no place for " + id + ": " + begin + " ... " + END);
        }
        return page.substring(0, from + begin.length()) + "\n" + text + "\n" + page.substring(to);
    }
}
