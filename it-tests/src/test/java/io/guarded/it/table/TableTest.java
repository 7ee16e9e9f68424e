package io.guarded.it.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.launcher.TestIdentifier;

class TableTest {

    private static final Row ROW = new Row("Payara", "6", "25", "2026-12-01", 6, "7 in 6 classes", "passed");

    @Test
    void aNewRowIsSortedIn() {
        Optional<String> text =
                Table.with(ROW, page("| Open | 1 | 17 | x | y | z |\n| WildFly | 39 | 17 | x | y | z |\n"));

        assertThat(text)
                .hasValue(
                        page("| Open | 1 | 17 | x | y | z |\n" + ROW.text() + "\n| WildFly | 39 | 17 | x | y | z |\n"));
        assertThat(ROW.text()).isEqualTo("| Payara | 6 | 25 | 2026-12-01 | 7 in 6 classes | passed |");
    }

    @Test
    void anEarlierRunOfTheSameIsReplacedAndNoOther() {
        String others = "| Payara | 6 | 17 | x | y | z |\n";
        String others7 = "| Payara | 7 | 25 | x | y | z |\n";

        Optional<String> text =
                Table.with(ROW, page(others + "| Payara | 6 | 25 | old | 1 of `A` | failed |\n" + others7));

        assertThat(text).hasValue(page(others + ROW.text() + "\n" + others7));
    }

    @ParameterizedTest
    @CsvSource({
        "6, 7 in 6 classes, true",
        "6, 99 in 7 classes, false",
        "6, '3 of `A`, `B`', true",
        "1, '3 of `A`, `B`', false",
        "2, '3 of `A`, `B`', true",
        "0, none, true"
    })
    void aRunOfFewerClassesReplacesNoneOfMore(int classes, String before, boolean replaces) {
        Row row = new Row("Payara", "6", "25", "2026-12-01", classes, "x", "passed");
        String page = page("| Payara | 6 | 25 | old | " + before + " | passed |\n");

        Optional<String> text = Table.with(row, page);

        assertThat(text).isEqualTo(replaces ? Optional.of(page(row.text() + "\n")) : Optional.empty());
    }

    /** As when the server does not come to its end in time. */
    @Test
    void aFailureOfNoTestIsNamed() {
        EngineDescriptor engine = new EngineDescriptor(UniqueId.forEngine("any"), "Any");

        assertThat(TableListener.name(TestIdentifier.from(engine))).isEqualTo("after the last test");
    }

    @Test
    void aPageWithoutTableIsRefused() {
        assertThatThrownBy(() -> Table.with(ROW, "# Servers\n\n| a | b |\n|---|---|\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failuresAndWhatWasNotRunAreNamed() {
        Tally tally = new Tally();
        tally.ran("AIT");
        tally.ran("AIT");
        tally.failed("AIT.second");
        tally.skipped("BIT");

        assertThat(tally.tests()).isEqualTo("2 of `AIT`");
        assertThat(tally.result()).isEqualTo("1 failed: `AIT.second`; not run: `BIT`");
    }

    @Test
    void aServerThatDidNotStartHasRunNone() {
        Tally tally = new Tally();
        tally.failed("AIT");

        assertThat(tally.tests()).isEqualTo("none");
        assertThat(tally.result()).isEqualTo("1 failed: `AIT`");
    }

    private static String page(String rows) {
        return "# Servers\n\n<!-- written by the run: x -->\n| server | version |\n|---|---|\n" + rows
                + "<!-- end -->\n\nText | after.\n| Payara | 6 | 25 | is another table | |\n";
    }
}
