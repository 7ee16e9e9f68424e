package io.guarded.it.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsRowTest {

    @TempDir
    Path reports;

    @Test
    void countsWhatReportsSay() throws Exception {
        report(
                "AIT",
                "<testcase name=\"one\" classname=\"a.AIT\"/><testcase name=\"two(int)[1]\" classname=\"a.AIT\"/>");
        report("BIT", "<testcase name=\"three\" classname=\"a.BIT\"/>");

        Row row = ReportsRow.of(reports, "Weld SE", "6.0", "17");

        assertThat(row.text()).startsWith("| Weld SE | 6.0 | 17 | ").endsWith(" | 3 of `AIT`, `BIT` | passed |");
        assertThat(row.classes()).isEqualTo(2);
    }

    @Test
    void failuresAndErrorsAreNamedAndWhatDidNotRunToo() throws Exception {
        report(
                "AIT",
                "<testcase name=\"one\" classname=\"a.AIT\"><failure/></testcase>"
                        + "<testcase name=\"two(int)[1]\" classname=\"a.AIT\"><error/></testcase>"
                        + "<testcase name=\"three\" classname=\"a.AIT\"><skipped/></testcase>");

        assertThat(ReportsRow.of(reports, "Weld SE", "6.0", "17").text())
                .endsWith(" | 2 of `AIT` | 2 failed: `AIT.one`, `AIT.two`; not run: `AIT.three` |");
    }

    @Test
    void noReportsAreNoRow() {
        assertThatThrownBy(() -> ReportsRow.of(reports, "Weld SE", "6.0", "17")).hasMessageContaining("no reports");
    }

    private void report(String name, String tests) throws Exception {
        Files.writeString(reports.resolve("TEST-" + name + ".xml"), "<testsuite>" + tests + "</testsuite>");
    }
}
