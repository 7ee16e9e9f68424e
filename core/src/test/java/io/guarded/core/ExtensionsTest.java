package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which end of a lease counts, whatever the order of questions and answers. The first lease ends at the moment 100. */
final class ExtensionsTest {

    private final Extensions extensions = new Extensions();

    @Test
    void oneByItselfCountsWhenItIsConfirmed() {
        extensions.begin(200);

        assertThat(extensions.isInDoubt()).isTrue();
        assertThat(extensions.answered(200, true, 100)).isEqualTo(200);
        assertThat(extensions.isInDoubt()).isFalse();
        assertThat(extensions.isOver()).isTrue();
    }

    @Test
    void oneAfterTheOtherCountsByItself() {
        extensions.begin(50);
        extensions.answered(50, true, 50);

        extensions.begin(300);

        assertThat(extensions.answered(300, true, 50)).isEqualTo(300);
    }

    @Test
    void ofThoseAtTheSameTimeTheNearestCounts() {
        extensions.begin(300);
        extensions.begin(50);

        assertThat(extensions.answered(50, true, 50)).isEqualTo(50);
        assertThat(extensions.isOver()).isFalse();
        assertThat(extensions.answered(300, true, 50)).isEqualTo(50);
    }

    @Test
    void aLaterEndWithoutAnswerChangesNothing() {
        extensions.begin(300);

        assertThat(extensions.answered(300, false, 100)).isEqualTo(100);
        assertThat(extensions.isInDoubt()).isTrue();
    }

    @Test
    void aNearerEndWithoutAnswerLimitsWhatComesAfterIt() {
        extensions.begin(120);
        extensions.answered(120, false, 100);
        extensions.begin(300);

        assertThat(extensions.answered(300, true, 100)).isEqualTo(120);
        extensions.begin(400);
        extensions.begin(350);
        extensions.answered(350, false, 120);
        assertThat(extensions.answered(400, true, 120)).isEqualTo(120);
        assertThat(extensions.isInDoubt()).isTrue();
    }

    @Test
    void momentsAreComparedAcrossTheEndOfTheNumbers() {
        assertThat(WaitTime.earlier(Long.MAX_VALUE - 1, Long.MIN_VALUE + 1)).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(WaitTime.earlier(Long.MIN_VALUE + 1, Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE - 1);
    }
}
