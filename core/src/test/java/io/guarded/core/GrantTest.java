package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockLostException;
import io.guarded.core.ScriptedStore.Mood;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One acquisition: its times, its end by release or loss, and who is told of that. */
final class GrantTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ScriptedStore store = new ScriptedStore();
    private final Timer timer = new Timer();
    private final Gates gates = gates();
    private final Thread other = new Thread(() -> {});
    private final AtomicInteger told = new AtomicInteger();
    private final Definition renewed = definition(true, Duration.ZERO);
    private final Definition leased = definition(false, Duration.ZERO);

    private Gates gates() {
        Settings settings = Settings.read(property ->
                Optional.ofNullable(Map.of("guarded.store-timeout", "10m").get(property)));
        return new Gates(new Rules(settings), timer, Runnable::run);
    }

    private Definition definition(boolean isRenewed, Duration atLeast) {
        return new Definition(
                "n", "n", Store.of(store), Duration.ofHours(10), isRenewed, Duration.ofHours(5), atLeast, false);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private Grant grant(Definition definition) {
        Waiter waiter = Waiter.calling(definition, 0, () -> {});
        gates.enter(waiter);
        Grant grant = waiter.granted();
        assertThat(grant).isNotNull();
        return grant;
    }

    private long firstPlanInMinutes() {
        return timer.getQueue().stream()
                .mapToLong(task -> ((Delayed) task).getDelay(TimeUnit.MINUTES))
                .min()
                .orElse(-1);
    }

    private void letItBeOver(Grant grant) {
        grant.tenure.confirmed(System.nanoTime() - 20 * SECOND, SECOND);
    }

    @Test
    void isOverWithItsLongestHold() {
        Grant grant = grant(renewed);
        long end = grant.grantedAt() + Duration.ofHours(5).toNanos();

        assertThat(grant.isOver(end - 1)).isFalse();
        assertThat(grant.remaining(end - 1)).isEqualTo(1);
        assertThat(grant.isOver(end)).isTrue();
        assertThat(grant.remaining(end + 1)).isZero();
    }

    @Test
    void keyIsKeptFromTheGrantOn() {
        Grant kept = grant(definition(true, Duration.ofSeconds(10)));

        assertThat(kept.keptFor(kept.grantedAt() + 3 * SECOND)).isEqualTo(7 * SECOND);
        assertThat(kept.keptFor(kept.grantedAt() + 12 * SECOND)).isEqualTo(-2 * SECOND);
    }

    @Test
    void keyThatNeedNotBeKeptIsNot() {
        Grant grant = grant(renewed);

        assertThat(grant.keptFor(grant.grantedAt() - SECOND)).isZero();
    }

    @Test
    void beginIsToldByTheWallClock() {
        Instant before = Instant.now();
        Grant grant = grant(renewed);

        assertThat(grant.since())
                .isBetween(before.minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void threadsAreInsideFromEnteringToLeaving() {
        Grant grant = grant(renewed);
        assertThat(grant.inside()).isNull();
        assertThat(grant.isInside(null)).isFalse();

        grant.enter(other);

        assertThat(grant.inside()).isSameAs(other);
        assertThat(grant.isInside(other)).isTrue();
        grant.leave(other);
        assertThat(grant.isInside(other)).isFalse();
    }

    @Test
    void whoeverReentersIsInsideOncemore() {
        Grant grant = grant(renewed);
        assertThat(grant.reenter(other)).isFalse();
        assertThat(grant.reenter(null)).isFalse();
        grant.enter(other);

        assertThat(grant.reenter(other)).isTrue();

        grant.leave(other);
        assertThat(grant.isInside(other)).isTrue();
        assertThat(grant.exit(other)).isCompletedWithValue(null);
        assertThat(grant.isInside(other)).isFalse();
        assertThat(grant.isOpen()).isTrue();
    }

    @Test
    void nobodyJoinsAfterTheLastHandleWasClosed() {
        Grant grant = grant(renewed);
        grant.enter(other);
        assertThat(grant.isOpen()).isTrue();
        grant.exit(null).join();

        assertThat(grant.isOpen()).isFalse();
        assertThat(grant.reenter(other)).isFalse();
        assertThat(grant.share()).isFalse();
        assertThat(store.holders).isEmpty();
    }

    @Test
    void renewedHoldIsExtendedWithoutTheStoreAndItsEndPlannedAnew() {
        Grant grant = grant(renewed);

        assertThat(grant.extend(Duration.ofMinutes(30), PATIENCE)).isTrue();

        assertThat(store.renewals).hasValue(0);
        assertThat(grant.remaining(System.nanoTime()))
                .isBetween(
                        Duration.ofMinutes(29).toNanos(), Duration.ofMinutes(30).toNanos());
        assertThat(firstPlanInMinutes()).isEqualTo(29);
        grant.extend(Duration.ofHours(9), PATIENCE);
        assertThat(grant.remaining(System.nanoTime()))
                .isBetween(Duration.ofHours(8).toNanos(), Duration.ofHours(9).toNanos());
    }

    @Test
    void shorterLeaseIsWatchedBeforeTheStoreIsAsked() {
        Grant grant = grant(leased);
        AtomicLong planned = new AtomicLong();
        store.meanwhile = () -> planned.set(firstPlanInMinutes());

        assertThat(grant.extend(Duration.ofMinutes(40), PATIENCE)).isTrue();

        assertThat(store.lastLease).isEqualTo(Duration.ofMinutes(40));
        assertThat(planned).hasValue(37);
        assertThat(grant.remaining(System.nanoTime()))
                .isBetween(
                        Duration.ofMinutes(37).toNanos(), Duration.ofMinutes(38).toNanos());
    }

    @Test
    void longerLeaseIsWatchedToItsEnd() {
        Grant grant = grant(leased);
        grant.extend(Duration.ofMinutes(40), PATIENCE);

        grant.extend(Duration.ofMinutes(100), PATIENCE);

        assertThat(firstPlanInMinutes()).isEqualTo(94);
    }

    @Test
    void leaseThatTheStoreDoesNotKnowAnyMoreIsLostAtItsExtension() {
        Grant grant = grant(leased);
        store.holders.clear();

        assertThat(grant.extend(Duration.ofHours(9), PATIENCE)).isFalse();

        assertThat(grant.lost()).hasMessageContaining("does not know it any more");
        assertThat(grant.tenure.isOver(System.nanoTime())).isTrue();
        grant.exit(null).join();
        assertThat(store.releases).hasValue(0);
    }

    @Test
    void lossIsToldOnceAndLogged() {
        Grant grant = grant(renewed);
        grant.onLost(told::incrementAndGet);

        try (Logged logged = Logged.of(Grant.class)) {
            grant.lose("of a test");
            grant.lose("again");
            assertThat(logged.messages()).containsExactly("WARNING lock \"n\" of type scripted was lost: of a test");
        }

        assertThat(told).hasValue(1);
        assertThat(grant.isHeld()).isFalse();
        assertThat(grant.remaining(System.nanoTime())).isZero();
        assertThat(grant.lost()).hasMessageContaining("of a test");
    }

    @Test
    void whoListensAfterTheLossIsToldAtOnce() {
        Grant grant = grant(renewed);
        grant.lose("of a test");

        grant.onLost(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void whoListensFindsALossThatNobodyHasNoticed() {
        Grant grant = grant(leased);
        letItBeOver(grant);

        grant.onLost(told::incrementAndGet);

        assertThat(told).hasValue(1);
        assertThat(grant.lost()).hasMessageContaining("its time was over");
    }

    @Test
    void releasedHoldTellsNobody() {
        Grant grant = grant(renewed);
        grant.onLost(told::incrementAndGet);
        grant.exit(null).join();

        grant.onLost(told::incrementAndGet);
        grant.lose("too late");

        assertThat(told).hasValue(0);
        assertThat(grant.isHeld()).isFalse();
    }

    /** A list that is copied for each would cost some 40 times the bound. */
    @Test
    void eachListenerCostsTheSame() {
        Grant grant = grant(renewed);
        com.sun.management.ThreadMXBean meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = meter.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            grant.onLost(told::incrementAndGet);
        }

        assertThat(meter.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000 * 500);
        grant.lose("of a test");
        assertThat(told).hasValue(10_000);
    }

    /** Of a store in this JVM nobody watches the end, unless somebody wants to know. */
    @Test
    void listenerHasTheEndWatched() {
        CountingStore jvm = new CountingStore(io.guarded.spi.LockProvider.Scope.JVM, true);
        Handle held = gates.acquire(
                new Definition("n", "n", Store.of(jvm), null, true, Duration.ofHours(5), Duration.ZERO, false), 0);
        assertThat(timer.getQueue()).isEmpty();

        held.onLost(told::incrementAndGet);

        assertThat(firstPlanInMinutes()).isBetween(298L, 299L);
        held.close();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void lossThatNobodyHasNoticedIsFoundAtTheEnd() {
        Grant grant = grant(leased);
        grant.onLost(told::incrementAndGet);
        letItBeOver(grant);

        assertThat(grant.exit(null).join()).isInstanceOf(LockLostException.class);

        assertThat(told).hasValue(1);
    }

    @Test
    void everyHandleOfALostHoldLearnsOfIt() {
        Grant grant = grant(renewed);
        assertThat(grant.share()).isTrue();
        grant.lose("of a test");

        assertThat(grant.exit(null).join()).isInstanceOf(LockLostException.class);
        assertThat(gates.find("n")).isNotNull();
        assertThat(grant.exit(null).join()).isInstanceOf(LockLostException.class);
        assertThat(gates.find("n")).isNull();
    }

    @Test
    void releaseThatFailsIsAProblemOfTheLastHandle() {
        Grant grant = grant(renewed);
        grant.share();
        store.releasing = Mood.BROKEN;

        assertThat(grant.exit(null).join()).isNull();
        assertThat(grant.exit(null).join()).isInstanceOf(io.guarded.LockUnavailableException.class);
    }

    @Test
    void extensionOfALostHoldIsRefused() {
        Handle held = new Handle(grant(renewed), null, PATIENCE);
        held.extend(Duration.ofHours(1));
        gates.find("n").holder().lose("of a test");

        assertThatThrownBy(() -> held.extend(Duration.ofHours(1)))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("of a test");
        held.close();
    }
}
