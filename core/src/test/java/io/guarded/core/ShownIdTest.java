package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids of holds as lists show them. */
final class ShownIdTest {

    @Test
    void turnIsReadAgain() {
        for (int turn : List.of(0, 7, 999_999_999)) {
            ShownId id = new ShownId("node:12", turn);

            assertThat(ShownId.parse(id.toString())).isEqualTo(id);
        }
    }

    @Test
    void idWithoutATurnMeansAny() {
        ShownId id = new ShownId("node:12", ShownId.ANY);

        assertThat(id).hasToString("node:12");
        assertThat(ShownId.parse("node:12")).isEqualTo(id);
    }

    @Test
    void whatIsNoTurnBelongsToTheStoresId() {
        for (String odd : List.of("", "~1", "a~", "a~01", "a~-1", "a~x", "a~1 ", "a~9999999999", "a~\u0661")) {
            assertThat(ShownId.parse(odd)).isEqualTo(new ShownId(odd, ShownId.ANY));
        }
    }
}
