package io.guarded.core;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.core.ScriptedStore.Mood;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * When a watch renews, what it makes of the answer and for when it plans its next look. It looks at moments that the test
 * gives, and its timer's tasks are looked at and not waited for.
 */
final class WatchTest {

    /** Renewed after ten minutes, tried again after two, over for this JVM after 28 and a half. */
    private static final Duration LEASE = Duration.ofMinutes(30);

    private final ScriptedStore store = new ScriptedStore();
    private final Timer otherTimer = new Timer();
    private final Timer timer = new Timer();
    private final Gates gates = gates();
    private final Handle held = gates.acquire(definition(true), 0);
    private final Gate gate = gates.find("n");
    private final Grant grant = gate.holder();
    private final Tenure tenure = grant.tenure;
    private final Watch watch = new Watch(gate, tenure, timer);

    private Gates gates() {
        Settings settings = Settings.read(property ->
                Optional.ofNullable(Map.of("guarded.store-timeout", "10m").get(property)));
        return new Gates(new Rules(settings), otherTimer, Runnable::run);
    }

    private Definition definition(boolean isRenewed) {
        return new Definition("n", "n", Store.of(store), LEASE, isRenewed, Duration.ofHours(5), Duration.ZERO, false);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
        otherTimer.shutdownNow();
    }

    private static long in(long minutes) {
        return System.nanoTime() + MINUTES.toNanos(minutes);
    }

    /** The only plan, to the minute. */
    private void assertPlannedIn(long minutes) {
        assertThat(timer.getQueue()).hasSize(1);
        long delay = ((Delayed) timer.getQueue().peek()).getDelay(NANOSECONDS);
        assertThat(delay).isBetween(MINUTES.toNanos(minutes - 1), MINUTES.toNanos(minutes));
    }

    @Test
    void firstLookRenewsNothingAndPlansForAThirdOfTheLease() {
        watch.look();

        assertThat(store.renewals).hasValue(0);
        assertPlannedIn(10);
    }

    @Test
    void holdIsRenewedForItsWholeLeaseFromTheMomentOfAsking() {
        long now = in(10);
        watch.look(now);

        assertThat(store.renewals).hasValue(1);
        assertThat(store.lastLease).isEqualTo(LEASE);
        assertThat(tenure.remaining(now)).isEqualTo(LEASE.toNanos() / 20 * 19);
        assertThat(held.isHeld()).isTrue();
    }

    @Test
    void nextRenewalIsAThirdOfTheLeaseAfterTheAnswer() {
        store.renewing = Mood.SILENT;
        watch.look(in(10));
        answer(true);

        assertPlannedIn(10);
        watch.look(in(9));
        assertThat(store.renewals).hasValue(1);
        watch.look(in(10));
        assertThat(store.renewals).hasValue(2);
    }

    @SuppressWarnings("unchecked")
    private void answer(boolean isMine) {
        ((CompletableFuture<Boolean>) store.unanswered.get(store.unanswered.size() - 1)).complete(isMine);
    }

    /** The end comes even if nothing ever answers. */
    @Test
    void storeThatIsSilentIsNotAskedAgainAndTheEndIsPlanned() {
        store.renewing = Mood.SILENT;
        watch.look(in(10));
        watch.look(in(20));

        assertThat(store.renewals).hasValue(1);
        assertThat(timer.getQueue()).hasSize(1);
        watch.look();
        assertPlannedIn(29);
    }

    @Test
    void failedRenewalIsTriedAgainSoonAndMovesNoEnd() {
        store.renewing = Mood.SILENT;
        watch.look(in(10));
        long before = tenure.remaining(0);
        try (Logged logged = Logged.of(Watch.class)) {
            store.failLater();
            assertThat(logged.messages()).containsExactly("FINE renewal of n failed");
        }

        assertPlannedIn(2);
        assertThat(tenure.remaining(0)).isEqualTo(before);
        assertThat(held.isHeld()).isTrue();
        watch.look(in(1));
        assertThat(store.renewals).hasValue(1);
        watch.look(in(2));
        assertThat(store.renewals).hasValue(2);
    }

    @Test
    void holdThatTheStoreDoesNotKnowIsLost() {
        store.holders.clear();

        watch.look(in(10));

        assertThat(held.isHeld()).isFalse();
        assertThat(grant.lost()).hasMessageContaining("does not know it any more");
    }

    /** While it is passed on, nobody holds who could be told; the next one must not get it. */
    @Test
    void holdThatTheStoreDoesNotKnowIsOverForEverybody() {
        store.renewing = Mood.SILENT;
        watch.look(in(10));
        held.close();

        answer(false);

        assertThat(tenure.isOver(System.nanoTime())).isTrue();
    }

    @Test
    void answerThatComesAfterTheEndPlansNothing() {
        store.renewing = Mood.SILENT;
        watch.look(in(10));
        held.close();
        timer.getQueue().clear();

        answer(true);

        assertThat(timer.getQueue()).isEmpty();
        watch.look();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void fixedLeaseIsNotRenewedAndItsEndIsPlanned() {
        held.close();
        Handle leased = gates.acquire(definition(false), 0);
        Gate of = gates.find("n");
        Watch its = new Watch(of, of.holder().tenure, timer);

        its.look(in(10));

        assertThat(store.renewals).hasValue(0);
        assertThat(timer.getQueue()).hasSize(1);
        its.look();
        assertPlannedIn(29);
        leased.close();
    }

    @Test
    void watchThatWasStoppedPlansAndRenewsNothing() {
        watch.look();

        assertThat(watch.stop()).isDone();

        assertThat(timer.getQueue()).isEmpty();
        watch.look(in(10));
        watch.attend();
        assertThat(timer.getQueue()).isEmpty();
        assertThat(store.renewals).hasValue(0);
    }

    @Test
    void whoeverStopsItLearnsOfTheRenewalThatIsUnderWay() {
        store.renewing = Mood.SILENT;
        watch.look(in(10));

        CompletableFuture<?> renewal = watch.stop();

        assertThat(renewal).isNotDone();
        answer(true);
        assertThat(renewal).isDone();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void newHolderIsAttendedToAtOnceUnlessThePlanIsSoonEnough() {
        watch.attend();
        assertPlannedIn(10);
        Runnable plan = timer.getQueue().peek();

        watch.attend();

        assertThat(timer.getQueue().peek()).isSameAs(plan);
    }

    @Test
    void newHolderWithAnEarlierEndIsLookedAfterEarlier() {
        watch.look();
        grant.extend(Duration.ofMinutes(5), Duration.ofMinutes(1));

        watch.attend();

        assertPlannedIn(5);
    }

    @Test
    void planThatHasComeIsFollowedByTheNext() {
        watch.look();
        Runnable plan = timer.getQueue().peek();
        assertThat(timer.getQueue().remove(plan)).isTrue();

        plan.run();

        assertPlannedIn(10);
        assertThat(timer.getQueue().peek()).isNotSameAs(plan);
    }
}
