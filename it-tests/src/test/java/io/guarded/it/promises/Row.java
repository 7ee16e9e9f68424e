package io.guarded.it.promises;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Is a line of the table of promises.
 *
 * @param numbers the rows that it speaks for
 * @param promise what is promised
 * @param tests what shows it
 * @param rest what shows nothing
 */
record Row(List<Integer> numbers, String promise, List<Named> tests, String rest) {

    /**
     * Is a test that a row names, as {@code Class#method[ARGUMENT, OTHER] (-Pprofile)} or {@code #method} of the class before it.
     *
     * @param type its class's simple name
     * @param method its method, "" if only the class is named
     * @param arguments what it is run with, of those that matter to the row; none for all
     * @param profile the profile that runs it, "" for the usual build
     * @param isSkipAllowed whether the row says that it may be skipped
     */
    record Named(String type, String method, List<String> arguments, String profile, boolean isSkipAllowed) {

        @Override
        public String toString() {
            return type + "#" + method + (arguments.isEmpty() ? "" : arguments);
        }
    }

    private static final Pattern NAMED = Pattern.compile("(?:\\b([A-Z]\\w*(?:Test|IT|Contract))\\b)?(?:#(\\w+))?"
            + "(?:\\[([^\\]]*)\\])?(?: \\(-P(\\w+)\\))?( \\(skipped visibly[^)]*\\))?");

    static Row of(String line) {
        String[] column = line.split("\\|", -1);
        List<Integer> numbers = Arrays.stream(column[1].split(","))
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
        return new Row(numbers, column[2].strip(), named(column[3]), column[4].strip());
    }

    boolean isRisk() {
        return (promise + rest).contains("documented risk");
    }

    boolean saysWhatKind() {
        return promise.matches("(?s).*(guaranteed|bounded|documented risk|\\bas \\d+).*");
    }

    private static List<Named> named(String text) {
        List<Named> tests = new ArrayList<>();
        String type = "";
        Matcher matcher = NAMED.matcher(text);
        while (matcher.find()) {
            type = or(matcher.group(1), type);
            if (matcher.group(1) != null || matcher.group(2) != null) {
                List<String> arguments = matcher.group(3) == null
                        ? List.of()
                        : List.of(matcher.group(3).split(", ", -1));
                tests.add(new Named(
                        type, or(matcher.group(2), ""), arguments, or(matcher.group(4), ""), matcher.group(5) != null));
            }
        }
        return tests;
    }

    private static String or(String found, String otherwise) {
        return found == null ? otherwise : found;
    }
}
