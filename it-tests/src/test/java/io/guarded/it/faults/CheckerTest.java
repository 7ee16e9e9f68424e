package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Event.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker sees each kind of broken promise, and no other. */
final class CheckerTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Recording recording = new Recording();

    private void see(double second, Kind kind, String attempt, long number) {
        int worker = Integer.parseInt(attempt.substring(0, 1));
        recording.event(new Event((long) (second * SECOND), kind, attempt, worker, "n", number));
    }

    private void hold(double from, double to, String attempt, long token) {
        see(from, Kind.INVOKED, attempt, 0);
        see(from, Kind.ACQUIRED, attempt, token);
        see(to, Kind.SEEN, attempt, 0);
        see(to, Kind.RELEASED, attempt, 0);
    }

    private void incident(Fault fault, double from, double to, int worker) {
        recording.incident(new Incident(
                fault, (long) (from * SECOND), (long) (to * SECOND), worker, "", fault.losesLocks(Site.Shape.PLAIN)));
    }

    private List<String> violations() {
        // late enough to be healthy again
        hold(60, 60.1, "1-last", 1_000);
        return Checker.violations(new History(recording, 61 * SECOND));
    }

    private void assertViolation(String words) {
        assertThat(violations()).hasSize(1).first().asString().contains(words);
    }

    @Test
    void holdsAfterOneAnotherAreWell() {
        hold(1, 2, "1-a", 1);
        hold(2, 3, "2-a", 2);
        recording.write("n 1 0 1");
        recording.write("n 2 1 2");

        assertThat(violations()).isEmpty();
    }

    @Test
    void twoHoldersAreSeen() {
        hold(1, 3, "1-a", 1);
        hold(2, 4, "2-a", 2);

        assertViolation("two holders for 1000 ms");
    }

    @Test
    void holderThatRedisForgotMayNotKnowItForAWhile() {
        hold(1, 3, "1-a", 1);
        hold(2, 4, "2-a", 2);
        incident(Fault.KEY_DELETED, 1.5, 1.5, Incident.ALL);

        assertThat(violations()).isEmpty();
    }

    @Test
    void holderThatRedisForgotLongAgoIsSeen() {
        hold(1, 9, "1-a", 1);
        hold(2, 4, "2-a", 2);
        incident(Fault.KEY_DELETED, 1.5, 1.5, Incident.ALL);

        assertViolation("two holders");
    }

    @Test
    void holderThatRedisForgotMayPassItOnForAWhile() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 9, "1-a", 2);
        hold(2.2, 2.4, "2-b", 3);
        incident(Fault.KEY_DELETED, 1.5, 1.5, Incident.ALL);

        assertThat(violations()).isEmpty();
    }

    @Test
    void holderThatRedisForgotLongAgoAndPassesItOnIsSeen() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 9, "1-a", 2);
        hold(2.2, 5, "2-b", 3);
        incident(Fault.KEY_DELETED, 1.5, 1.5, Incident.ALL);

        assertViolation("two holders");
    }

    @Test
    void nobodyPassesOnWhatWasReleasedBeforeRedisForgotIt() {
        hold(1, 1.2, "2-a", 1);
        hold(1.3, 9, "1-a", 2);
        hold(2.2, 2.4, "2-b", 3);
        incident(Fault.KEY_DELETED, 1.5, 1.5, Incident.ALL);

        assertViolation("two holders");
    }

    @Test
    void tokenThatGoesBackIsSeen() {
        hold(1, 2, "1-a", 2);
        hold(3, 4, "2-a", 1);

        assertViolation("token not above 2");
    }

    @Test
    void lostUpdateIsSeen() {
        recording.write("n 1 0 1");
        recording.write("n 2 1 2");
        recording.write("n 2 2 2");

        assertViolation("an update was lost");
    }

    @Test
    void acceptedStaleWriteIsSeen() {
        recording.write("n 2 0 1");
        recording.write("n 1 1 2");

        assertViolation("a stale write was accepted");
    }

    @Test
    void waitThatIsTooLongIsSeen() {
        see(1, Kind.INVOKED, "1-a", SECOND);
        see(9, Kind.BUSY, "1-a", 0);

        assertViolation("not over in time but after 8000 ms");
    }

    @Test
    void waitThatNeverEndsIsSeenAndNotDropped() {
        see(1, Kind.INVOKED, "1-a", SECOND);

        assertViolation("not over in time");
    }

    @Test
    void waitOfAKilledOrAStoppedWorkerIsWell() {
        see(1, Kind.INVOKED, "1-a", SECOND);
        incident(Fault.WORKER_KILLED, 1.5, 2, 1);
        see(1, Kind.INVOKED, "2-a", SECOND);
        see(9, Kind.BUSY, "2-a", 0);
        incident(Fault.WORKER_STOPPED, 1.5, 8.9, 2);

        assertThat(violations()).isEmpty();
    }

    @Test
    void busyWithoutAnybodyToKnowItIsSeen() {
        incident(Fault.REPLIES_STOPPED, 1, 9, 1);
        see(4, Kind.INVOKED, "1-a", SECOND);
        see(5, Kind.BUSY, "1-a", 0);
        see(4, Kind.INVOKED, "2-a", SECOND);
        see(5, Kind.BUSY, "2-a", 0);

        assertViolation("busy, though nobody could know: 1-a");
    }

    @Test
    void busyBesideAHolderIsWell() {
        incident(Fault.REPLIES_STOPPED, 1, 9, 1);
        hold(0.5, 6, "1-b", 1);
        see(4, Kind.INVOKED, "1-a", SECOND);
        see(5, Kind.BUSY, "1-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void lockThatIsGivenAtTheEndOfItsLeaseIsSeen() {
        hold(1, 2, "1-a", 1);
        see(1, Kind.LEFT, "1-a", SECOND / 10);

        assertViolation("given with 100 ms of its lease left");
    }

    @Test
    void unavailableInHealthIsSeen() {
        see(50, Kind.INVOKED, "1-a", SECOND);
        see(50, Kind.UNAVAILABLE, "1-a", 0);

        assertViolation("unavailable, though all is well");
    }

    @Test
    void nameThatNobodyGetsIsSeen() {
        hold(1, 2, "1-a", 1);
        incident(Fault.LINE_CUT, 1, 2, 1);

        assertThat(Checker.violations(new History(recording, 61 * SECOND)))
                .hasSize(1)
                .first()
                .asString()
                .contains("nobody gets n any more");
    }

    @Test
    void whatNoFaultExplainsIsSeen() {
        hold(1, 2, "1-a", 1);
        see(1, Kind.BROKEN, "1-a", 0);

        assertViolation("nothing explains");
    }
}
