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
        hold(from, from, to, attempt, token);
    }

    /** One that Redis has confirmed for the last time before or after it began, and of which no more than that is known. */
    private void hold(double confirmed, double from, double to, String attempt, long token) {
        see(from, Kind.INVOKED, attempt, 0);
        see(from, Kind.ACQUIRED, attempt, token);
        see(from, Kind.LEFT, attempt, left(Math.min(confirmed, from), from));
        see(to, Kind.SEEN, attempt, left(confirmed, to));
        see(to, Kind.RELEASED, attempt, 0);
    }

    private static long left(double confirmed, double now) {
        return Math.max(0, Times.LEASE.toNanos() - (long) ((now - confirmed) * SECOND));
    }

    private void incident(Fault fault, double from, double to, int worker) {
        Span all = new Span((long) (from * SECOND), (long) (to * SECOND));
        Span lost = fault.losesLocks(Site.Shape.PLAIN) ? all : Span.NONE;
        recording.incident(new Incident(fault, all.from(), all.to(), worker, "", lost, all));
    }

    private void keyDeleted(double at) {
        incident(Fault.KEY_DELETED, at, at, Incident.ALL);
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
        keyDeleted(1.5);

        assertThat(violations()).isEmpty();
    }

    @Test
    void holderThatRedisForgotLongAgoIsSeen() {
        hold(1, 9, "1-a", 1);
        hold(2, 4, "2-a", 2);
        keyDeleted(1.5);

        assertViolation("two holders");
    }

    @Test
    void holderThatHadToBeToldByItsRenewalIsSeen() {
        hold(1, 4.8, "1-a", 1);
        hold(2, 4, "2-a", 2);
        keyDeleted(1.5);

        assertViolation("two holders for 2000 ms");
    }

    @Test
    void holderThatIsToldByItsDeadlineAloneMayGoOnUntilThen() {
        hold(1, 4.8, "1-a", 1);
        hold(2, 4, "2-a", 2);
        incident(Fault.REDIS_KILLED, 1.5, 1.8, Incident.ALL);

        assertThat(violations()).isEmpty();
    }

    @Test
    void twoThatBeganAfterRedisForgotAreSeen() {
        keyDeleted(1.5);
        hold(2, 4, "1-a", 1);
        hold(2.1, 4, "2-a", 2);

        assertViolation("two holders for 1900 ms");
    }

    @Test
    void twoBeforeRedisForgetsAreSeen() {
        hold(1, 3, "1-a", 1);
        hold(1.2, 3, "2-a", 2);
        keyDeleted(1.5);

        assertViolation("two holders for 300 ms");
    }

    @Test
    void holderThatRedisConfirmedAfterwardsWasNotForgotten() {
        hold(1.6, 1, 3, "1-a", 1);
        hold(2, 4, "2-a", 2);
        keyDeleted(1.5);

        assertViolation("two holders for 1000 ms");
    }

    @Test
    void twoRightfulHoldersBesideAForgottenOneAreSeen() {
        hold(1, 4.2, "1-a", 1);
        hold(2, 3, "2-a", 2);
        hold(2.5, 3.5, "1-b", 3);
        keyDeleted(1.5);

        assertThat(violations()).anyMatch(words -> words.startsWith("two holders for 500 ms: 2-a"));
    }

    @Test
    void twoInOneProcessAreSeenWhateverRedisForgot() {
        hold(1, 3, "1-a", 1);
        hold(1, 2, 2.5, "1-b", 2);
        keyDeleted(1.5);

        assertViolation("two holders for 500 ms");
    }

    @Test
    void holdThatWasLostBeforeItWasSeenIsNoHold() {
        hold(1, 3, "1-a", 1);
        see(2, Kind.INVOKED, "2-a", 0);
        see(2, Kind.ACQUIRED, "2-a", 2);
        see(2, Kind.LEFT, "2-a", 0);
        see(2.1, Kind.LOST, "2-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void holderThatRedisForgotMayPassItOnForAWhile() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 9, "1-a", 2);
        hold(1, 2.2, 2.4, "2-b", 3);
        keyDeleted(1.5);

        assertThat(violations()).isEmpty();
    }

    @Test
    void holderThatRedisForgotLongAgoAndPassesItOnIsSeen() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 9, "1-a", 2);
        hold(1, 2.2, 4.8, "2-b", 3);
        keyDeleted(1.5);

        assertViolation("two holders");
    }

    @Test
    void nobodyPassesOnWhatWasReleasedBeforeRedisForgotIt() {
        hold(1, 1.2, "2-a", 1);
        hold(1.6, 1.3, 4, "1-a", 2);
        hold(2.2, 2.4, "2-b", 3);
        keyDeleted(1.5);

        assertViolation("two holders");
    }

    @Test
    void tokenThatGoesBackIsSeen() {
        hold(1, 2, "1-a", 2);
        hold(3, 4, "2-a", 1);

        assertViolation("token not above that of 1-a");
    }

    @Test
    void tokenOfOneWhoHadWaitedIsSeenToGoBack() {
        see(0.5, Kind.INVOKED, "2-b", 9 * SECOND);
        hold(1, 2, "1-a", 9);
        see(2.1, Kind.ACQUIRED, "2-b", 7);
        see(3, Kind.SEEN, "2-b", left(2, 3));

        assertViolation("token not above that of 1-a");
    }

    @Test
    void tokenThatGoesBackAfterTheKeyWasDeletedIsSeen() {
        keyDeleted(1.5);
        hold(2, 2.5, "1-a", 50);
        hold(3, 3.5, "2-a", 6);

        assertViolation("token not above that of 1-a");
    }

    @Test
    void tokenBelowOneFromBeforeTheKeyWasDeletedIsSeen() {
        hold(1, 1.4, "1-a", 50);
        keyDeleted(1.5);
        hold(2, 2.5, "2-a", 6);

        assertViolation("token not above that of 1-a");
    }

    @Test
    void tokenOfABlockThatIsPassedOnForgottenMayBeLower() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 9, "1-a", 5);
        hold(1, 2.2, 2.4, "2-b", 2);
        keyDeleted(1.5);

        assertThat(violations()).isEmpty();
    }

    @Test
    void tokenThatIsTakenForAForgottenLockMayBeHigher() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 2.5, "1-a", 5);
        hold(1, 2.2, 2.4, "2-b", 9);
        hold(1.9, 2.6, 3, "1-b", 6);
        keyDeleted(1.5);

        assertThat(violations()).isEmpty();
    }

    @Test
    void tokenThatIsGivenTwiceIsSeenEvenIfRedisForgot() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 2.5, "1-a", 1);
        keyDeleted(1.5);

        assertViolation("token given twice");
    }

    @Test
    void fencedLockWithoutATokenIsSeen() {
        hold(1, 2, "1-a", Hold.NO_TOKEN);

        assertViolation("no token, though the lock is fenced");
    }

    @Test
    void refusalOfAHolderIsSeen() {
        hold(1, 3, "1-a", 1);
        see(2, Kind.REFUSED, "1-a", 1);

        assertViolation("refused while it held: 1-a");
    }

    @Test
    void refusalOfOneThatThenFindsItselfLostIsWell() {
        see(1, Kind.INVOKED, "1-a", 0);
        see(1, Kind.ACQUIRED, "1-a", 1);
        see(1.5, Kind.SEEN, "1-a", left(1, 1.5));
        see(7, Kind.REFUSED, "1-a", 1);
        see(7, Kind.LOST, "1-a", 0);
        hold(5.5, 6.5, "2-a", 2);

        assertThat(violations()).isEmpty();
    }

    @Test
    void refusalBecauseOfATokenForAForgottenLockIsWell() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 3, "1-a", 5);
        hold(1, 2.2, 2.4, "2-b", 9);
        see(2.3, Kind.REFUSED, "1-a", 1);
        keyDeleted(1.5);

        assertThat(violations()).isEmpty();
    }

    @Test
    void refusalDespiteALowerSuchTokenIsSeen() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 3, "1-a", 5);
        hold(1, 2.2, 2.4, "2-b", 2);
        see(2.3, Kind.REFUSED, "1-a", 1);
        keyDeleted(1.5);

        assertViolation("refused while it held: 1-a");
    }

    @Test
    void refusalBeforeSuchATokenIsSeen() {
        hold(1, 2.1, "2-a", 1);
        hold(1.9, 3, "1-a", 5);
        hold(1, 2.2, 2.4, "2-b", 9);
        see(2.1, Kind.REFUSED, "1-a", 1);
        keyDeleted(1.5);

        assertViolation("refused while it held: 1-a");
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
    void waitOfAProcessThatHadNoTimeIsWell() {
        see(1, Kind.INVOKED, "1-a", 0);
        see(2.5, Kind.LATE, "1-", SECOND);
        see(3.5, Kind.BUSY, "1-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void waitThatIsTooLongForOneThatHadNoTimeIsSeen() {
        see(1, Kind.INVOKED, "1-a", 0);
        see(2.5, Kind.LATE, "1-", SECOND);
        see(2.5, Kind.LATE, "2-", 9 * SECOND);
        see(4.5, Kind.BUSY, "1-a", 0);

        assertViolation("not over in time but after 2500 ms");
    }

    @Test
    void attemptThatWasLostBeforeItWasToldIsOver() {
        see(1, Kind.INVOKED, "1-a", SECOND);
        see(1.5, Kind.LOST, "1-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void releaseThatNeverEndsIsSeen() {
        hold(1, 2, "2-a", 1);
        see(1, Kind.INVOKED, "1-a", SECOND);
        see(2, Kind.ACQUIRED, "1-a", 2);
        see(3, Kind.RELEASING, "1-a", 0);

        assertViolation("release not over in time");
    }

    @Test
    void releaseOfAKilledWorkerIsWell() {
        see(1, Kind.INVOKED, "1-a", SECOND);
        see(2, Kind.ACQUIRED, "1-a", 2);
        see(3, Kind.RELEASING, "1-a", 0);
        incident(Fault.WORKER_KILLED, 3, 3.5, 1);

        assertThat(violations()).isEmpty();
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
    void busyWhileRedisIsDeadIsSeen() {
        incident(Fault.REDIS_KILLED, 1, 9, Incident.ALL);
        see(4, Kind.INVOKED, "1-a", SECOND);
        see(5, Kind.BUSY, "1-a", 0);

        assertViolation("busy, though nobody could know: 1-a");
    }

    @Test
    void busyBeforeAllIsUndoneMayBeAnAnswer() {
        Span away = new Span(SECOND, 5 * SECOND);
        recording.incident(new Incident(Fault.LINE_CUT, SECOND, 9 * SECOND, Incident.ALL, "", Span.NONE, away));
        see(4, Kind.INVOKED, "1-a", 2 * SECOND);
        see(5.5, Kind.BUSY, "1-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void busyOfAnotherLockIsWell() {
        Span away = new Span(SECOND, 9 * SECOND);
        recording.incident(
                new Incident(Fault.SHARD_STOPPED, SECOND, 9 * SECOND, Incident.ALL, "another", Span.NONE, away));
        see(4, Kind.INVOKED, "1-a", SECOND);
        see(5, Kind.BUSY, "1-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void busyAfterAHolderBesideIsSeen() {
        incident(Fault.REPLIES_STOPPED, 1, 9, 1);
        hold(0.5, 2.9, "1-b", 1);
        see(4, Kind.INVOKED, "1-a", SECOND);
        see(5, Kind.BUSY, "1-a", 0);

        assertViolation("busy, though nobody could know: 1-a");
    }

    @Test
    void busyRightAfterAHolderBesideIsWell() {
        incident(Fault.REPLIES_STOPPED, 1, 9, 1);
        hold(0.5, 3.1, "1-b", 1);
        see(4, Kind.INVOKED, "1-a", SECOND);
        see(4, Kind.BUSY, "1-a", 0);

        assertThat(violations()).isEmpty();
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
        hold(-2.9, 1, 1.05, "1-a", 1);

        assertViolation("given with 100 ms of its lease left");
    }

    @Test
    void holdAfterItsLeaseIsSeen() {
        hold(1, 2, "1-a", 1);
        see(5, Kind.SEEN, "1-a", 0);
        see(5.1, Kind.SEEN, "1-a", 0);

        assertViolation("held after its lease was over");
    }

    @Test
    void leaseThatEndsInALookIsNotSeenOverByIt() {
        hold(1, 2, "1-a", 1);
        see(5, Kind.SEEN, "1-a", 0);
        see(5.1, Kind.LOST, "1-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void slowLookAtTheLeaseIsNoShortLease() {
        see(1, Kind.INVOKED, "1-a", 0);
        see(1, Kind.ACQUIRED, "1-a", 1);
        see(1.8, Kind.LEFT, "1-a", SECOND / 5);

        assertThat(violations()).isEmpty();
    }

    /** Long enough for a process to have loaded what it needs. */
    private void warmUp() {
        for (int i = 0; i < 20; i++) {
            hold(0.01 * i, 0.01 * i + 0.005, "1-w" + i, i + 1);
        }
    }

    @Test
    void unavailableInHealthIsSeen() {
        warmUp();
        see(50, Kind.INVOKED, "1-a", SECOND);
        see(50, Kind.UNAVAILABLE, "1-a", 0);

        assertViolation("unavailable, though all is well");
    }

    @Test
    void unavailableWhileTheMachineIsSlowIsWell() {
        warmUp();
        see(50, Kind.LATE, "1-", SECOND / 10);
        see(51, Kind.INVOKED, "1-a", SECOND);
        see(51, Kind.UNAVAILABLE, "1-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void unavailableWhileASuccessorLoadsItsCodeIsWell() {
        for (int i = 0; i < 20; i++) {
            hold(0.01 * i, 0.01 * i + 0.005, "1.100.0." + i, i + 1);
        }
        see(50, Kind.INVOKED, "1.200.0.1", SECOND);
        see(50, Kind.UNAVAILABLE, "1.200.0.1", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void unavailableToTheProcessThatHasLoadedItsCodeIsSeen() {
        for (int i = 0; i < 20; i++) {
            hold(0.01 * i, 0.01 * i + 0.005, "1.100.0." + i, i + 1);
        }
        see(50, Kind.INVOKED, "1.100.0.20", SECOND);
        see(50, Kind.UNAVAILABLE, "1.100.0.20", 0);

        assertViolation("unavailable, though all is well");
    }

    @Test
    void unavailableWhileAServerHadNoTimeIsWell() {
        warmUp();
        recording.silence(new Span(49 * SECOND, 50 * SECOND));
        see(51, Kind.INVOKED, "1-a", SECOND);
        see(51, Kind.UNAVAILABLE, "1-a", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void unavailableLongAfterAServerHadNoTimeIsSeen() {
        warmUp();
        recording.silence(new Span(46 * SECOND, 47 * SECOND));
        see(50, Kind.INVOKED, "1-a", SECOND);
        see(50, Kind.UNAVAILABLE, "1-a", 0);

        assertViolation("unavailable, though all is well");
    }

    @Test
    void unavailableAfterTheMachineOrAnotherWorkerWasSlowIsSeen() {
        warmUp();
        see(40, Kind.LATE, "1-", SECOND / 10);
        see(50, Kind.LATE, "2-", SECOND / 10);
        see(50, Kind.INVOKED, "1-a", SECOND);
        see(50, Kind.UNAVAILABLE, "1-a", 0);

        assertViolation("unavailable, though all is well");
    }

    @Test
    void unavailableBeforeTheFirstFaultIsSeen() {
        warmUp();
        see(1, Kind.INVOKED, "1-a", SECOND);
        see(1.5, Kind.UNAVAILABLE, "1-a", 0);
        incident(Fault.SCRIPTS_FLUSHED, 30, 30, Incident.ALL);

        assertViolation("unavailable, though all is well");
    }

    @Test
    void unavailableUntilALeaseAfterAFaultOrWhileCodeIsLoadedIsWell() {
        see(0, Kind.INVOKED, "1-a", SECOND);
        see(0.7, Kind.UNAVAILABLE, "1-a", 0);
        warmUp();
        incident(Fault.SCRIPTS_FLUSHED, 30, 30, Incident.ALL);
        see(33.9, Kind.INVOKED, "1-b", SECOND);
        see(34.6, Kind.UNAVAILABLE, "1-b", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void unavailableWhileTheClientLooksForAnotherMasterIsWell() {
        warmUp();
        incident(Fault.MASTER_LOST, 25, 30, Incident.ALL);
        see(38.9, Kind.INVOKED, "1-b", SECOND);
        see(39.6, Kind.UNAVAILABLE, "1-b", 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void unavailableWhenTheOtherMasterHasToBeKnownIsSeen() {
        warmUp();
        incident(Fault.MASTER_LOST, 25, 30, Incident.ALL);
        see(39.1, Kind.INVOKED, "1-b", SECOND);
        see(39.8, Kind.UNAVAILABLE, "1-b", 0);

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

    @Test
    void swallowedInterruptIsSeen() {
        hold(1, 2, "1-a", 1);
        see(2, Kind.SWALLOWED, "1-a", 0);

        assertViolation("SWALLOWED");
    }

    @Test
    void historyInWhichNothingHappensIsSeen() {
        hold(1, 2, "1-a", 1);
        recording.write("n-0 1 0 1");

        List<String> missing = Substance.missing(new History(recording, SECOND), "n", 2);

        assertThat(missing)
                .containsExactly(
                        "worker 0 got a lock only 0 times",
                        "worker 1 got a lock only 1 times",
                        "nobody got n-0",
                        "nobody got n-1",
                        "nobody wrote under n-1",
                        "nobody got n-2");
    }
}
