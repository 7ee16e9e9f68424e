package io.guarded.benchmarks.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PageTest {

    private static final String PAGE =
            """
            before
            <!-- written by the run: one -->
            old
            <!-- end -->
            between
            <!-- written by the run: two -->
            <!-- end -->
            after
            """;

    @Test
    void onlyThePlaceIsWritten() {
        assertThat(Page.with(PAGE, "one", "new")).isEqualTo(PAGE.replace("old", "new"));
    }

    @Test
    void emptyPlaceIsFilled() {
        assertThat(Page.with(PAGE, "two", "new")).isEqualTo(PAGE.replace("two -->\n", "two -->\nnew\n"));
    }

    @Test
    void pageWithoutThePlaceIsRefused() {
        assertThatThrownBy(() -> Page.with(PAGE, "three", "new")).hasMessageContaining("three");
    }
}
