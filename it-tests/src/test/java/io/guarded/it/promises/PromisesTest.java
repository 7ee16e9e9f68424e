package io.guarded.it.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of promises that a build does not show is told. */
final class PromisesTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final String GREEN = "<testcase name='works(String)[1]' classname='a.b.GoodTest'/>";

    @TempDir
    private Path project;

    @Test
    void greenTestsShowAllRows() throws IOException {
        report(GREEN, START);

        assertThat(problems(rows("GoodTest#works"))).isEmpty();
        assertThat(problems(rows("by GoodTest#works (quickly); OtherTest#is (-Plong)")))
                .isEmpty();
        assertThat(problems(rows("SlowTest#is (-Plong)"))).isEmpty();
    }

    @Test
    void classWithoutAMethodAndAContractAreTold() throws IOException {
        report(GREEN, START);

        assertThat(problems(rows("GoodTest"))).hasSize(48);
        assertThat(problems(rows("GoodTest#works, GoodTest"))).hasSize(48);
        assertThat(problems(rows("AnyContract#works")))
                .hasSize(48)
                .first()
                .asString()
                .contains("was not run");
    }

    @Test
    void whatDrawsItsFaultsShowsNone() throws IOException {
        report("<testcase name='works' classname='a.b.FaultsIT'/>", START);

        assertThat(problems(rows("FaultsIT#works")))
                .hasSize(48)
                .first()
                .asString()
                .contains("by chance");
    }

    @Test
    void argumentThatIsGoneAndRunsThatAreTooFewAreTold() throws IOException {
        report(GREEN + GREEN.replace("[1]", "[2]"), START);

        assertThat(problems(rows("GoodTest#works[ONE], #works[TWO]"))).isEmpty();
        assertThat(problems(rows("GoodTest#works[ONE, GONE]"))).hasSize(48);
        assertThat(problems(rows("GoodTest#works[ONE, TWO, THREE]")))
                .hasSize(48)
                .first()
                .asString()
                .contains("2 times");
    }

    @Test
    void whatDidNotRunInThisBuildIsTold() throws IOException {
        report(GREEN, START.minusSeconds(1));

        assertThat(problems(rows("GoodTest#works")))
                .hasSize(48)
                .first()
                .asString()
                .contains("was not run");
    }

    @Test
    void methodThatDidNotRunIsTold() throws IOException {
        report(GREEN, START);

        assertThat(problems(rows("GoodTest#works, #worksNot"))).hasSize(48);
        assertThat(problems(rows("SlowTest#is (-Pnone)"))).hasSize(48);
        assertThat(problems(rows("by reasoning"))).hasSize(48);
    }

    @Test
    void redTestIsToldThoughAnotherRunOfItWasGreen() throws IOException {
        report(GREEN + "<testcase name='works(String)[2]' classname='a.b.GoodTest'><failure/></testcase>", START);

        assertThat(problems(rows("GoodTest#works")))
                .hasSize(48)
                .first()
                .asString()
                .contains("was red");
    }

    @Test
    void skippedTestIsToldUnlessItsRowSaysSoOfIt() throws IOException {
        report("<testcase name='works' classname='a.b.GoodTest'><skipped/></testcase>", START);
        List<String> rows = rows("GoodTest#works");

        assertThat(problems(rows)).hasSize(48);
        rows.replaceAll(row -> row.replaceAll("\\|$", "skipped visibly |"));
        assertThat(problems(rows)).hasSize(48);
        assertThat(problems(rows("GoodTest#works (skipped visibly without a tool)")))
                .isEmpty();
        assertThat(problems(rows("GoodTest#works, SlowTest#is (skipped visibly)")))
                .hasSize(96);
    }

    @Test
    void missingRowTooManyRisksAndUnknownKindsAreTold() throws IOException {
        report(GREEN, START);
        List<String> rows = rows("GoodTest#works");

        assertThat(problems(rows.subList(0, 47))).hasSize(1);
        rows.replaceAll(row -> row.replace("guaranteed", "documented risk"));
        assertThat(problems(rows)).hasSize(1);
        rows.replaceAll(row -> row.replace("documented risk", "hoped for"));
        assertThat(problems(rows)).hasSize(48);
    }

    /** What can be known before the build has run its tests. */
    @Test
    void pageItselfLacksNothingButRuns() throws IOException {
        List<String> problems = PromisesIT.ofThePage().problems(Reports.of(project, START));

        assertThat(problems).hasSizeGreaterThan(48).allMatch(problem -> problem.endsWith(" was not run"));
    }

    private List<String> rows(String shownBy) {
        List<String> rows = new ArrayList<>(List.of("# Promises"));
        IntStream.rangeClosed(1, 48).forEach(number -> rows.add("| " + number + " | guaranteed | " + shownBy + " |"));
        rows.replaceAll(row -> row.startsWith("|") ? row + " |" : row);
        rows.remove(0);
        return rows;
    }

    private List<String> problems(List<String> rows) throws IOException {
        String source = "enum Some { ONE, TWO, THREE }";
        return new Promises(rows, Set.of("long"), type -> type.equals("GoodTest") ? source : "")
                .problems(Reports.of(project, START));
    }

    private void report(String cases, Instant at) throws IOException {
        Path directory = Files.createDirectories(project.resolve("module")
                .resolve("target")
                .resolve("failsafe-reports")
                .resolve("server"));
        Path file = Files.writeString(directory.resolve("TEST-any.xml"), "<testsuite>" + cases + "</testsuite>");
        Files.setLastModifiedTime(file, FileTime.from(at));
    }
}
