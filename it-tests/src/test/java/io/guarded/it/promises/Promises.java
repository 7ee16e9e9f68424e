package io.guarded.it.promises;

import io.guarded.it.promises.Reports.Outcome;
import io.guarded.it.promises.Reports.Run;
import io.guarded.it.promises.Row.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Says what of the table of promises a build does not show. */
final class Promises {

    private static final int ROWS = 48;
    private static final int MOST_RISKS = 8;

    private final List<Row> rows;
    private final Set<String> profiles;
    private final Map<String, List<String>> contracts;
    private final List<String> problems = new ArrayList<>();

    /**
     * Reads them.
     *
     * @param lines of the page
     * @param profiles of the build
     * @param contracts abstract tests, and the tests that run them
     */
    Promises(List<String> lines, Set<String> profiles, Map<String, List<String>> contracts) {
        this.rows = lines.stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(Row::of)
                .toList();
        this.profiles = profiles;
        this.contracts = contracts;
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
            if (!test.profile().isEmpty()) {
                if (!profiles.contains(test.profile())) {
                    problems.add(row.numbers() + ": " + test + " is run by a profile that is not there");
                }
            } else {
                checkRun(row, test, runs);
            }
        }
    }

    private void checkRun(Row row, Named test, List<Run> runs) {
        List<String> types = contracts.getOrDefault(test.type(), List.of(test.type()));
        List<Outcome> outcomes = runs.stream()
                .filter(run -> types.contains(run.type()))
                .filter(run -> test.method().isEmpty() || test.method().equals(run.method()))
                .map(Run::outcome)
                .toList();
        if (outcomes.contains(Outcome.RED)) {
            problems.add(row.numbers() + ": " + test + " was red");
        } else if (outcomes.isEmpty()) {
            problems.add(row.numbers() + ": " + test + " was not run");
        } else if (!outcomes.contains(Outcome.GREEN) && !row.isSkipAllowed()) {
            problems.add(row.numbers() + ": " + test + " was skipped, and the row does not say so");
        }
    }
}
