package io.guarded.example.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {

    private final EmbeddedRows rows = new EmbeddedRows();

    @Test
    void rowsThatBelongTogetherAreWritten() {
        assertThat(rows.write(List.of(new Row("ada", 1, 0), new Row("babbage", 2, 0))))
                .isTrue();

        assertThat(rows.read("ada")).isEqualTo(new Row("ada", 1, 0));
        assertThat(rows.read("babbage")).isEqualTo(new Row("babbage", 2, 0));
    }

    @Test
    void aRowThatFailsTakesThoseBeforeItAlong() throws Exception {
        rows.refuse(new Row("babbage", 2, 0));

        assertThatThrownBy(() -> rows.write(List.of(new Row("ada", 1, 0), new Row("babbage", 2, 0))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(rows.read("ada")).isEqualTo(new Row("ada", 0, 0));
    }

    @Test
    void aRowThatIsRefusedTakesThoseBeforeItAlong() {
        rows.write(new Row("babbage", 5, 34));

        assertThat(rows.write(List.of(new Row("ada", 1, 33), new Row("babbage", 6, 33))))
                .isFalse();

        assertThat(rows.read("ada")).isEqualTo(new Row("ada", 0, 0));
        assertThat(rows.read("babbage")).isEqualTo(new Row("babbage", 5, 34));
    }
}
