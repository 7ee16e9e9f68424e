package io.guarded.threading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.spi.LockProvider.Scope;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store by itself: each answer to each question, what is planned for later, and that nothing stays. */
final class ThreadingLockProviderTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final LeaseTimer timer = new LeaseTimer();
    private final ThreadingLockProvider provider = new ThreadingLockProvider(() -> timer);

    @BeforeEach
    void start() {
        provider.start(null);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private boolean acquires(long holdId) {
        return provider.acquire("k", holdId, Duration.ZERO, null).join();
    }

    private CompletableFuture<Boolean> waits(long holdId) {
        CompletableFuture<Boolean> answer = provider.acquire("k", holdId, HOUR, null);
        assertThat(answer).isNotDone();
        return answer;
    }

    private void release(long holdId) {
        assertThat(provider.release("k", holdId).join()).isTrue();
    }

    private void assertNothingLeft() {
        assertThat(provider.isEmpty()).isTrue();
        assertThat(provider.isStored("k")).isFalse();
        assertThat(timer.getQueue()).isEmpty();
    }

    private long firstPlanInMinutes() {
        return timer.getQueue().stream()
                .mapToLong(task -> ((Delayed) task).getDelay(TimeUnit.MINUTES))
                .min()
                .orElse(-1);
    }

    @Test
    void isTheTypeOfThisJvm() {
        assertThat(provider.type()).isEqualTo("threading");
        assertThat(provider.scope()).isEqualTo(Scope.JVM);
    }

    @Test
    void keyIsOneHoldsUntilItReleasesIt() {
        assertThat(provider.isHeld("k").join()).isFalse();
        assertThat(acquires(1)).isTrue();

        assertThat(provider.isHeld("k").join()).isTrue();
        assertThat(provider.isStored("k")).isTrue();
        assertThat(provider.isEmpty()).isFalse();
        assertThat(acquires(2)).isFalse();
        assertThat(provider.release("k", 2).join()).isFalse();
        assertThat(provider.release("other", 1).join()).isFalse();
        assertThat(provider.release("k", 1).join()).isTrue();
        assertThat(provider.release("k", 1).join()).isFalse();
        assertThat(provider.isHeld("k").join()).isFalse();
        assertNothingLeft();
    }

    @Test
    void directPathTakesAndGivesBackWhatNobodyElseWants() {
        assertThat(provider.acquireNow("k", 1)).isTrue();

        assertThat(provider.acquireNow("k", 2)).isNull();
        assertThat(provider.releaseNow("k", 2)).isFalse();
        assertThat(provider.releaseNow("other", 1)).isFalse();
        assertThat(provider.releaseNow("k", 1)).isTrue();
        assertNothingLeft();
    }

    @Test
    void keyThatWasTakenDirectlyIsSeenByAllOthers() {
        provider.acquireNow("k", 1);

        assertThat(provider.acquire("k", 2, Duration.ZERO, null).join()).isFalse();
        assertThat(provider.isHeld("k").join()).isTrue();
        assertThat(provider.holders("").join()).extracting(StoreHold::key).containsExactly("k");
        assertThat(provider.release("k", 2).join()).isFalse();
        assertThat(provider.releaseNow("k", 2)).isFalse();
        assertThat(provider.releaseNow("k", 1)).isTrue();
        assertNothingLeft();
    }

    @Test
    void directReleaseIsRefusedWhileSomebodyWaitsWhoWouldHaveToBeTold() {
        provider.acquireNow("k", 1);
        CompletableFuture<Boolean> waiting = waits(2);

        assertThat(provider.releaseNow("k", 1)).isNull();

        assertThat(waiting).isNotDone();
        assertThat(provider.release("k", 1).join()).isTrue();
        assertThat(waiting).isCompletedWithValue(true);
        assertThat(provider.releaseNow("k", 2)).isTrue();
        assertNothingLeft();
    }

    @Test
    void directReleaseIsRefusedWhileALeaseRuns() {
        provider.acquire("k", 1, Duration.ZERO, HOUR).join();

        assertThat(provider.releaseNow("k", 1)).isNull();

        assertThat(provider.release("k", 1).join()).isTrue();
        assertNothingLeft();
    }

    @Test
    void whoCameFirstIsServedFirst() {
        acquires(1);
        CompletableFuture<Boolean> first = waits(2);
        CompletableFuture<Boolean> second = waits(3);

        release(1);

        assertThat(first).isCompletedWithValue(true);
        assertThat(second).isNotDone();
        assertThat(acquires(4)).isFalse();
        release(2);
        assertThat(second).isCompletedWithValue(true);
        release(3);
        assertNothingLeft();
    }

    @Test
    void freeKeyIsGivenToOneWhoWouldHaveWaited() {
        assertThat(provider.acquire("k", 1, HOUR, null)).isCompletedWithValue(true);

        release(1);

        assertNothingLeft();
    }

    @Test
    void whoGaveUpIsPassedOver() {
        acquires(1);
        CompletableFuture<Boolean> first = waits(2);
        CompletableFuture<Boolean> second = waits(3);

        first.cancel(true);

        assertThat(provider.release("k", 1).join()).isTrue();
        assertThat(second).isCompletedWithValue(true);
        release(3);
        assertNothingLeft();
    }

    @Test
    void waitThatIsOverIsAnsweredWithNo() throws Exception {
        acquires(1);

        assertThat(provider.acquire("k", 2, SHORT, null).get(1, TimeUnit.MINUTES))
                .isFalse();

        release(1);
        assertNothingLeft();
    }

    @Test
    void lastWhoGivesUpLeavesNothing() {
        acquires(1);
        CompletableFuture<Boolean> waiting = waits(2);
        assertThat(firstPlanInMinutes()).isEqualTo(59);

        waiting.cancel(true);

        assertThat(timer.getQueue()).isEmpty();
        assertThat(provider.releaseNow("k", 1)).isTrue();
        assertNothingLeft();
    }

    @Test
    void leaseEndsByItself() {
        provider.acquire("k", 1, Duration.ZERO, SHORT).join();

        await().until(provider::isEmpty);

        assertThat(provider.release("k", 1).join()).isFalse();
        assertThat(provider.renew("k", 1, HOUR).join()).isFalse();
        assertNothingLeft();
    }

    @Test
    void nextIsToldWhenALeaseEnds() throws Exception {
        provider.acquire("k", 1, Duration.ZERO, Duration.ofMillis(50)).join();

        assertThat(provider.acquire("k", 2, HOUR, null).get(1, TimeUnit.MINUTES))
                .isTrue();

        assertThat(provider.release("k", 1).join()).isFalse();
        assertThat(provider.release("k", 2).join()).isTrue();
        assertNothingLeft();
    }

    /** A lease that is over protects nobody, even if the timer does not come. */
    @Test
    void clockEndsALeaseWhoseTimerIsLate() {
        provider.acquire("k", 1, Duration.ZERO, HOUR).join();
        timer.getQueue().clear();
        provider.renew("k", 1, SHORT).join();
        timer.shutdownNow();

        await().until(() -> !provider.isHeld("k").join());

        assertThat(provider.renew("k", 1, HOUR).join()).isFalse();
        assertThat(provider.holders("").join()).isEmpty();
        assertThat(acquires(2)).isTrue();
        assertThat(provider.release("k", 1).join()).isFalse();
        assertThat(provider.isHeld("k").join()).isTrue();
        assertThat(provider.releaseNow("k", 2)).isTrue();
        assertThat(provider.isEmpty()).isTrue();
    }

    @Test
    void releaseAfterTheEndOfTheLeaseSaysSoAndFreesTheKey() {
        provider.acquire("k", 1, Duration.ZERO, HOUR).join();
        timer.shutdownNow();
        provider.renew("k", 1, SHORT).join();
        await().until(() -> !provider.isHeld("k").join());
        assertThat(provider.isStored("k")).isTrue();

        assertThat(provider.release("k", 1).join()).isFalse();

        assertThat(provider.isEmpty()).isTrue();
    }

    @Test
    void renewalOfTheHolderMovesTheEnd() {
        provider.acquire("k", 1, Duration.ZERO, HOUR).join();
        assertThat(firstPlanInMinutes()).isEqualTo(59);

        assertThat(provider.renew("k", 2, HOUR).join()).isFalse();
        assertThat(provider.renew("other", 1, HOUR).join()).isFalse();
        assertThat(provider.renew("k", 1, Duration.ofHours(3)).join()).isTrue();

        assertThat(timer.getQueue()).hasSize(1);
        assertThat(firstPlanInMinutes()).isEqualTo(179);
        release(1);
        assertNothingLeft();
    }

    @Test
    void renewalGivesAHoldWithoutEndAnEnd() {
        acquires(1);

        assertThat(provider.renew("k", 1, HOUR).join()).isTrue();

        assertThat(firstPlanInMinutes()).isEqualTo(59);
        assertThat(provider.isHeld("k").join()).isTrue();
    }

    @Test
    void leaseMayBeLongerThanAnybodyCanCount() {
        assertThat(provider.acquire("k", 1, Duration.ZERO, ChronoUnit.FOREVER.getDuration()))
                .isCompletedWithValue(true);

        assertThat(provider.isHeld("k").join()).isTrue();
        assertThat(Claim.nanos(ChronoUnit.FOREVER.getDuration())).isEqualTo(Long.MAX_VALUE);
        assertThat(Claim.nanos(SHORT)).isEqualTo(1_000_000);
        release(1);
        assertNothingLeft();
    }

    @Test
    void holdsAreListedWithWhatIsLeftOfThem() {
        provider.acquire("a:1", 10, Duration.ZERO, HOUR).join();
        provider.acquire("a:2", 11, Duration.ZERO, null).join();
        provider.acquire("b:1", 12, Duration.ZERO, null).join();

        assertThat(provider.holders("a:").join()).extracting(StoreHold::key).containsExactlyInAnyOrder("a:1", "a:2");
        assertThat(provider.holders("a:1").join()).singleElement().satisfies(hold -> {
            assertThat(hold.id()).isEqualTo("a").isEqualTo(provider.id(10));
            assertThat(hold.node()).isEqualTo("pid " + ProcessHandle.current().pid());
            assertThat(hold.remaining()).isBetween(Duration.ofMinutes(59), HOUR);
        });
        assertThat(provider.holders("a:2").join()).singleElement().satisfies(hold -> assertThat(hold.remaining())
                .isNull());
    }

    @Test
    void forceFreesOnlyTheHoldThatIsMeant() {
        acquires(10);
        CompletableFuture<Boolean> waiting = waits(11);

        assertThat(provider.forceRelease("k", "b").join()).isFalse();
        assertThat(provider.forceRelease("other", "a").join()).isFalse();
        assertThat(provider.forceRelease("k", "a").join()).isTrue();

        assertThat(waiting).isCompletedWithValue(true);
        assertThat(provider.forceRelease("k", "a").join()).isFalse();
        release(11);
        assertNothingLeft();
    }

    @Test
    void tokensGrowAndAreNotGivenTwice() {
        long before = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        long first = provider.tokens("k", 5).join();
        long second = provider.tokens("other", 1).join();
        long third = provider.tokens("k", 1_000_000_000).join();
        long fourth = provider.tokens("k", 1).join();

        assertThat(first).isGreaterThanOrEqualTo(before);
        assertThat(second).isGreaterThanOrEqualTo(first + 5);
        assertThat(third).isGreaterThan(second);
        assertThat(fourth).isEqualTo(third + 1_000_000_000);
    }

    @Test
    void lastManagerEndsTheTimerAndWhatWasToBeKept() {
        provider.start(null);
        provider.acquire("k", 1, Duration.ZERO, HOUR).join();

        provider.close();
        assertThat(timer.isShutdown()).isFalse();
        assertThat(provider.isEmpty()).isFalse();

        provider.close();
        assertThat(timer.isShutdown()).isTrue();
        assertThat(provider.isEmpty()).isTrue();
    }

    @Test
    void providerThatWasNotStartedSaysSo() {
        assertThatThrownBy(() -> new ThreadingLockProvider().acquire("k", 1, Duration.ZERO, HOUR))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("was not started");
    }

    @Test
    void timerKeepsNoApplicationAlive() throws Exception {
        Thread thread = timer.submit(Thread::currentThread).get();

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isNull();
        assertThat(timer.allowsCoreThreadTimeOut()).isTrue();
    }
}
