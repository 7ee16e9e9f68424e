package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who is inside a hold, and how often; the threads are never started. */
final class InsidersTest {

    private final Thread one = new Thread(() -> {});
    private final Thread two = new Thread(() -> {});

    @Test
    void nobodyIsInsideAtFirstUnlessAThreadAcquired() {
        assertThat(new Insiders(null).any()).isNull();
        assertThat(new Insiders(one).any()).isSameAs(one);
        assertThat(new Insiders(one).contains(two)).isFalse();
    }

    @Test
    void threadIsInsideAsOftenAsItCame() {
        Insiders insiders = new Insiders(one);
        insiders.add(one);

        insiders.remove(one);
        assertThat(insiders.contains(one)).isTrue();

        insiders.remove(one);
        assertThat(insiders.contains(one)).isFalse();
        assertThat(insiders.any()).isNull();
    }

    @Test
    void threadThatCameTwiceStaysWhenAnotherComesAndOneOfItsStaysEnds() {
        Insiders insiders = new Insiders(one);
        insiders.add(one);
        insiders.add(two);
        assertThat(insiders.contains(two)).isTrue();

        insiders.remove(one);
        assertThat(insiders.contains(one)).isTrue();
        assertThat(insiders.any()).isSameAs(one);

        insiders.remove(one);
        assertThat(insiders.contains(one)).isFalse();
        assertThat(insiders.any()).isSameAs(two);

        insiders.remove(two);
        assertThat(insiders.contains(two)).isFalse();
        assertThat(insiders.any()).isNull();
    }

    @Test
    void nextThreadIsTheOnlyOneAfterTheFirstHasLeft() {
        Insiders insiders = new Insiders(one);
        insiders.remove(one);

        insiders.add(two);

        assertThat(insiders.contains(one)).isFalse();
        assertThat(insiders.contains(two)).isTrue();
        insiders.remove(one);
        assertThat(insiders.any()).isSameAs(two);
    }
}
