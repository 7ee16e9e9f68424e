package io.guarded.it.promises;

import io.guarded.it.promises.Reports.Outcome;
import io.guarded.it.promises.Reports.Run;
import io.guarded.it.promises.Row.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Says what of the table of promises a build does not show. */
final class Promises {

    private static final int ROWS = 48;
    private static final int MOST_RISKS = 8;

    /** Draws what goes wrong: a green run of it need not have had what a row is about. */
    private static final String BY_CHANCE = "FaultsIT";

    private final List<Row> rows;
    private final Set<String> profiles;
    private final UnaryOperator<String> sources;
    private final List<String> problems = new ArrayList<>();

    /**
     * Reads them.
     *
     * @param lines of the page
     * @param profiles of the build
     * @param sources gives the source of a test by its simple name, "" if there is none
     */
    Promises(List<String> lines, Set<String> profiles, UnaryOperator<String> sources) {
        this.rows = lines.stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(Row::of)
                .toList();
        this.profiles = profiles;
        this.sources = sources;
    }

    List<String> problems(Reports reports) {
        List<Integer> numbers =
                rows.stream().flatMap(row -> row.numbers().stream()).sorted().toList();
        if (!numbers.equals(IntStream.rangeClosed(1, ROWS).boxed().toList())) {
            problems.add("not one line for each of " + ROWS + " rows: " + numbers);
        }
        long risks = rows.stream().filter(Row::isRisk).count();
        if (risks > MOST_RISKS) {
            problems.add(risks + " documented risks, more than " + MOST_RISKS);
        }
        rows.forEach(row -> check(row, reports.runs()));
        return problems;
    }

    private void check(Row row, List<Run> runs) {
        if (!row.saysWhatKind()) {
            problems.add(row.numbers() + " is neither guaranteed nor bounded nor a documented risk");
        }
        if (row.tests().isEmpty()) {
            problems.add(row.numbers() + " names no test");
        }
        for (Named test : row.tests()) {
            if (test.method().isEmpty()) {
                problems.add(row.numbers() + ": " + test + " names a class and no test of it");
            } else if (test.type().equals(BY_CHANCE)) {
                problems.add(row.numbers() + ": " + test + " shows it by chance only");
            } else if (!test.profile().isEmpty()) {
                if (!profiles.contains(test.profile())) {
                    problems.add(row.numbers() + ": " + test + " is run by a profile that is not there");
                }
            } else {
                checkRun(row, test, runs);
            }
        }
    }

    private void checkRun(Row row, Named test, List<Run> runs) {
        List<Outcome> outcomes = runs.stream()
                .filter(run -> test.type().equals(run.type()) && test.method().equals(run.method()))
                .map(Run::outcome)
                .toList();
        if (outcomes.contains(Outcome.RED)) {
            problems.add(row.numbers() + ": " + test + " was red");
        } else if (outcomes.isEmpty()) {
            problems.add(row.numbers() + ": " + test + " was not run");
        } else if (!outcomes.contains(Outcome.GREEN)) {
            if (!test.isSkipAllowed()) {
                problems.add(row.numbers() + ": " + test + " was skipped, and the row does not say so");
            }
        } else {
            checkArguments(row, test, outcomes);
        }
    }

    /** Reports number the runs of a method and do not tell its arguments: as many as all rows name have to be there. */
    private void checkArguments(Row row, Named test, List<Outcome> outcomes) {
        String source = sources.apply(test.type());
        for (String argument : test.arguments()) {
            if (!Pattern.compile("(?<!\\w)" + Pattern.quote(argument) + "(?!\\w)")
                    .matcher(source)
                    .find()) {
                problems.add(row.numbers() + ": " + test + " is not run with " + argument);
            }
        }
        long named = rows.stream()
                .flatMap(each -> each.tests().stream())
                .filter(each -> each.type().equals(test.type()) && each.method().equals(test.method()))
                .flatMap(each -> each.arguments().stream())
                .distinct()
                .count();
        long green = outcomes.stream().filter(Outcome.GREEN::equals).count();
        if (green < named) {
            problems.add(row.numbers() + ": " + test + " was run " + green + " times, and rows name " + named);
        }
    }
}
