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
     * Is a test that a row names.
     *
     * @param type its class's simple name
     * @param method its method, "" for all of them
     * @param profile the profile that runs it, "" for the usual build
     */
    record Named(String type, String method, String profile) {}

    private static final Pattern NAMED =
            Pattern.compile("\\b([A-Z]\\w*(?:Test|IT|Contract))\\b|#(\\w+)|\\(-P(\\w+)\\)");

    static Row of(String line) {
        String[] column = line.split("\\|", -1);
        List<Integer> numbers = Arrays.stream(column[1].split(","))
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
        return new Row(numbers, column[2].strip(), named(column[3]), column[4].strip());
    }

    boolean isSkipAllowed() {
        return rest.contains("skipped visibly");
    }

    boolean isRisk() {
        return (promise + rest).contains("documented risk");
    }

    boolean saysWhatKind() {
        return promise.matches("(?s).*(guaranteed|bounded|documented risk|\\bas \\d+).*");
    }

    /** A class that is followed by methods stands for these; what a profile runs is followed by it. */
    private static List<Named> named(String text) {
        List<Named> tests = new ArrayList<>();
        String type = "";
        Matcher matcher = NAMED.matcher(text);
        while (matcher.find()) {
            int last = tests.size() - 1;
            if (matcher.group(1) != null) {
                type = matcher.group(1);
                tests.add(new Named(type, "", ""));
            } else if (matcher.group(2) != null) {
                if (tests.get(last).method().isEmpty()) {
                    tests.remove(last);
                }
                tests.add(new Named(type, matcher.group(2), ""));
            } else {
                Named test = tests.remove(last);
                tests.add(new Named(test.type(), test.method(), matcher.group(3)));
            }
        }
        return tests;
    }
}
