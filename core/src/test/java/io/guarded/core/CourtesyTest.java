package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long a node whose turn is over lets others go first. */
final class CourtesyTest {

    private static final long LEAST = Courtesy.LEAST_NANOS;
    private static final long MOST = Courtesy.MOST_NANOS;

    private final Courtesy courtesy = new Courtesy(0);
    private long now;

    /** Turns until so much time is over, in which the store gives the key again each time. */
    private long pausedInTurnsAlone(long turn, long end) {
        long paused = 0;
        while (now < end) {
            now += turn;
            long pause = courtesy.pause(now, 0);
            now += pause;
            paused += pause;
            courtesy.answered(true);
        }
        return paused;
    }

    @Test
    void nodeThatIsAlonePausesForAFixedSmallPartOfTheTime() {
        long end = 100 * Courtesy.PARTS * MOST;

        long paused = pausedInTurnsAlone(LEAST, end);

        assertThat(paused).isPositive().isLessThanOrEqualTo(end / Courtesy.PARTS + MOST);
    }

    @Test
    void othersThatWereSeenGoFirstAfterEveryTurn() {
        for (int turn = 0; turn < 10; turn++) {
            courtesy.answered(false);
            assertThat(courtesy.pause(now, 0)).isEqualTo(LEAST);
        }
    }

    @Test
    void pauseLastsTwoRoundTripsWithinItsBounds() {
        courtesy.answered(false);

        assertThat(courtesy.pause(now, LEAST)).isEqualTo(2 * LEAST);
        courtesy.answered(false);
        assertThat(courtesy.pause(now, 1_000 * LEAST)).isEqualTo(MOST);
    }

    @Test
    void pauseThatNobodyUsedIsLongerTheNextTimeAndEndsAfterSome() {
        courtesy.answered(false);
        long pause = LEAST;
        for (int i = 0; i < Courtesy.DOUBTS; i++) {
            assertThat(courtesy.pause(now, 0)).isEqualTo(pause);
            courtesy.answered(true);
            pause = Math.min(2 * pause, MOST);
        }

        assertThat(courtesy.pause(now, 0)).isZero();
        now = Courtesy.PARTS * MOST;
        assertThat(courtesy.pause(now, 0)).isEqualTo(MOST);
    }

    @Test
    void keyThatCameWithoutAPauseSaysNothingOfOthers() {
        courtesy.answered(false);
        for (int i = 0; i < 10 * Courtesy.DOUBTS; i++) {
            courtesy.answered(true);
        }

        assertThat(courtesy.pause(now, 0)).isEqualTo(LEAST);
    }
}
