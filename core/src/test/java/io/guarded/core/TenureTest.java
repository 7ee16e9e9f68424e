package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store's hold is worth at which moment; the moments are given, so that nothing depends on the machine. */
final class TenureTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static Tenure tenure(Scope scope, @Nullable Duration lease, boolean isRenewed) {
        return new Tenure(new Attempt(
                new Definition(
                        "n",
                        "n",
                        Store.of(new CountingStore(scope)),
                        lease,
                        isRenewed,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        true),
                1,
                Duration.ZERO));
    }

    /** A lease of a hundred seconds that was set at the moment zero; five of them are the margin. */
    private static Tenure ofHundredSeconds() {
        Tenure tenure = tenure(Scope.CLUSTER, Duration.ofSeconds(100), true);
        tenure.confirmed(0);
        return tenure;
    }

    @Test
    void endsEarlierHereThanInTheStore() {
        Tenure tenure = ofHundredSeconds();

        assertThat(tenure.isOver(95 * SECOND - 1)).isFalse();
        assertThat(tenure.isOver(95 * SECOND)).isTrue();
        assertThat(tenure.remaining(90 * SECOND)).isEqualTo(5 * SECOND);
        assertThat(tenure.remaining(200 * SECOND)).isZero();
    }

    @Test
    void marginOfAShortLeaseIsTwentyMilliseconds() {
        Tenure tenure = tenure(Scope.CLUSTER, Duration.ofMillis(100), false);
        tenure.confirmed(0);

        assertThat(tenure.remaining(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(80));
    }

    @Test
    void storeInThisJvmHasTheSameClock() {
        Tenure tenure = tenure(Scope.JVM, Duration.ofSeconds(100), false);
        tenure.confirmed(0);

        assertThat(tenure.remaining(0)).isEqualTo(100 * SECOND);
    }

    @Test
    void isHandedOnWhileHalfOfItsLeaseIsLeft() {
        Tenure tenure = ofHundredSeconds();

        assertThat(tenure.isFresh(45 * SECOND)).isTrue();
        assertThat(tenure.isFresh(45 * SECOND + 1)).isFalse();
    }

    @Test
    void nobodyBeginsWithTheLastQuarter() {
        Tenure tenure = ofHundredSeconds();

        assertThat(tenure.isStale(70 * SECOND)).isFalse();
        assertThat(tenure.isStale(70 * SECOND + 1)).isTrue();
    }

    @Test
    void withoutAnEndItIsAlwaysWorthTheSame() {
        Tenure tenure = tenure(Scope.JVM, null, true);

        assertThat(tenure.hasEnd()).isFalse();
        assertThat(tenure.isOver(Long.MAX_VALUE)).isFalse();
        assertThat(tenure.isStale(Long.MAX_VALUE)).isFalse();
        assertThat(tenure.isFresh(Long.MAX_VALUE)).isTrue();
        assertThat(tenure.remaining(0)).isEqualTo(WaitTime.UNLIMITED);
        assertThat(tenure.leaseNanos()).isEqualTo(WaitTime.UNLIMITED);
    }

    @Test
    void nothingIsWorthAnythingThatTheStoreDoesNotKnow() {
        for (Tenure tenure : new Tenure[] {ofHundredSeconds(), tenure(Scope.JVM, null, true)}) {
            tenure.end();

            assertThat(tenure.isOver(0)).isTrue();
            assertThat(tenure.isStale(0)).isTrue();
            assertThat(tenure.isFresh(0)).isFalse();
            assertThat(tenure.remaining(0)).isZero();
            assertThat(tenure.outlives(0)).isFalse();
        }
    }

    @Test
    void renewalCountsFromTheMomentOfAsking() {
        Tenure tenure = ofHundredSeconds();

        tenure.confirmed(30 * SECOND);

        assertThat(tenure.remaining(30 * SECOND)).isEqualTo(95 * SECOND);
    }

    @Test
    void tokensAreGivenOneAfterTheOther() {
        Tenure tenure = ofHundredSeconds();
        assertThat(tenure.hasToken()).isFalse();

        tenure.giveTokens(7, 2);

        assertThat(tenure.hasToken()).isTrue();
        assertThat(tenure.takeToken()).isEqualTo(7);
        assertThat(tenure.hasToken()).isTrue();
        assertThat(tenure.takeToken()).isEqualTo(8);
        assertThat(tenure.hasToken()).isFalse();
    }

    @Test
    void holdThatWasTakenDirectlyIsAsOldAsItsFirstHolder() {
        Tenure tenure = Tenure.withoutEnd(
                new Definition(
                        "n",
                        "n",
                        Store.of(new CountingStore(Scope.JVM)),
                        null,
                        true,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        false),
                1);
        tenure.startedAt(10 * SECOND);
        assertThat(tenure.age(15 * SECOND)).isEqualTo(5 * SECOND);

        tenure.handoffs++;
        tenure.startedAt(14 * SECOND);

        assertThat(tenure.age(15 * SECOND)).isEqualTo(5 * SECOND);
    }
}
