package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockInterruptedException;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import io.guarded.core.ScriptedStore.Mood;
import io.guarded.spi.LockProvider;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How threads wait at a gate, and what the gates do that concerns no single one. */
final class GatesTest {

    private static final long LONG = Duration.ofHours(1).toNanos();
    private static final long SHORT = Duration.ofMillis(1).toNanos();

    private final ScriptedStore cluster = new ScriptedStore();
    private final CountingStore jvm = new CountingStore(Scope.JVM, true);
    private final Actors actors = new Actors();
    private final Timer timer = new Timer();
    private final Gates gates = gates();
    private final Definition remote = definition("n", cluster, Duration.ofHours(5), true);
    private final Definition local = definition("n", jvm, null, true);

    /** Long waits are searched for circles at once, so that no test has to wait for that. */
    private Gates gates() {
        Map<String, String> settings = Map.of("guarded.store-timeout", "10m", "guarded.handoff-time", "1h");
        return new Gates(
                new Rules(Settings.read(property -> Optional.ofNullable(settings.get(property)))),
                timer,
                Runnable::run,
                new Circles(0));
    }

    private static Definition definition(
            String key, LockProvider provider, @Nullable Duration lease, boolean isRenewed) {
        return new Definition(
                key, key, Store.of(provider), lease, isRenewed, Duration.ofHours(1), Duration.ZERO, false);
    }

    @AfterEach
    void end() {
        actors.close();
        timer.shutdownNow();
    }

    private Actors.Actor<Boolean> waiting(Definition definition, long waitNanos) {
        Actors.Actor<Boolean> actor = actors.startAndAwaitBlocked(() -> {
            gates.acquire(definition, waitNanos).close();
            return true;
        });
        assertThat(actor.isDone()).isFalse();
        return actor;
    }

    @Test
    void threadSleepsUntilTheLockIsFree() throws Exception {
        for (long wait : new long[] {LONG, WaitTime.UNLIMITED}) {
            for (Definition definition : new Definition[] {remote, local}) {
                Handle held = gates.acquire(definition, 0);
                Actors.Actor<Boolean> waiting = waiting(definition, wait);

                held.close();

                assertThat(waiting.get()).isTrue();
                assertThat(gates.find("n")).isNull();
            }
        }
    }

    @Test
    void threadThatSleptToTheEndOfItsWaitIsTold() {
        Handle held = gates.acquire(remote, 0);

        assertThatThrownBy(() -> actors.call(() -> gates.acquire(remote, SHORT)))
                .isInstanceOfSatisfying(LockBusyException.class, busy -> assertThat(busy.waited())
                        .isGreaterThanOrEqualTo(Duration.ofNanos(SHORT)));

        held.close();
        assertThat(gates.find("n")).isNull();
    }

    @Test
    void sleepingThreadIsInterrupted() {
        Handle held = gates.acquire(remote, 0);
        for (long wait : new long[] {LONG, WaitTime.UNLIMITED}) {
            Actors.Actor<Boolean> waiting = waiting(remote, wait);

            waiting.interrupt();

            assertThatThrownBy(waiting::get).hasCauseInstanceOf(LockInterruptedException.class);
        }
        held.close();
        assertThat(gates.find("n")).isNull();
    }

    @Test
    void interruptedThreadDoesNotEvenTry() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> gates.acquire(remote, LONG)).isInstanceOf(LockInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(cluster.asked).isEmpty();
    }

    /** Its permit may have been taken by something else that parks on its thread. */
    @Test
    void threadThatWasWokenBeforeItSleepsTakesWhatWasLeftToIt() {
        for (long wait : new long[] {LONG, WaitTime.UNLIMITED}) {
            Waiter first = Waiter.calling(local, LONG, () -> {});
            gates.enter(first);
            Waiter second = Waiter.parking(local, Thread.currentThread(), wait);
            Gate gate = gates.enter(second);

            gates.open(gates.await(first, gate), null).close();

            assertThat(second.isSettled()).isFalse();
            assertThat(second.isWoken).isTrue();
            new Handle(gates.await(second, gate), Thread.currentThread(), Duration.ofMinutes(1)).close();
            assertThat(jvm.isFree()).isTrue();
        }
    }

    /** Holds one and waits for the other; gives whether that was refused. */
    private boolean isRefused(String held, String wanted, CountDownLatch haveAll) throws Exception {
        gates.acquire(remote, WaitTime.UNLIMITED).close();
        try (Handle mine = gates.acquire(definition(held, cluster, Duration.ofHours(5), true), 0)) {
            haveAll.countDown();
            haveAll.await();
            gates.acquire(definition(wanted, cluster, Duration.ofHours(5), true), WaitTime.UNLIMITED)
                    .close();
            return !mine.isHeld();
        } catch (LockBusyException refusal) {
            assertThat(refusal).hasMessageContaining("would never come free");
            return true;
        }
    }

    /** Each has waited for long before, without being in a circle. */
    @Test
    void oneOfThreadsThatWaitForEachOtherIsRefusedAndTheOthersGoOn() throws Exception {
        CountDownLatch haveAll = new CountDownLatch(2);
        Handle first = gates.acquire(remote, 0);
        Actors.Actor<Boolean> one = actors.startAndAwaitBlocked(() -> isRefused("one", "two", haveAll));
        Actors.Actor<Boolean> two = actors.startAndAwaitBlocked(() -> isRefused("two", "one", haveAll));

        first.close();

        assertThat(List.of(one.get(), two.get())).containsExactlyInAnyOrder(true, false);
        assertThat(cluster.holders).isEmpty();
    }

    private Gate gateOf(String key) {
        Gate gate = gates.find(key);
        assertThat(gate).isNotNull();
        return gate;
    }

    /** The other gate knows that this thread is inside a hold that was lost. */
    @Test
    void freeKeyIsNotTakenByTheSideOfItsGate() {
        Handle lost = gates.acquire(local, 0);
        assertThat(gates.forceRelease(local, Long.toHexString(gateOf("n").holder().tenure.holdId)))
                .isTrue();
        assertThat(jvm.isFree()).isTrue();

        assertThatThrownBy(() -> gates.acquire(local, 0)).isInstanceOf(LockLostException.class);

        lost.close();
        gates.acquire(local, 0).close();
        assertThat(gates.find("n")).isNull();
    }

    @Test
    void whoAsksSeesThatAHoldIsOverAndTheKeyFree() {
        Definition leased = definition("n", jvm, Duration.ofHours(1), false);
        Handle held = gates.acquire(leased, 0);
        assertThat(gates.isHeld(leased)).isTrue();
        gateOf("n").holder().tenure.confirmed(System.nanoTime() - 2, 1);

        try (Logged logged = Logged.of(Gates.class)) {
            assertThat(gates.isHeld(leased)).isFalse();
            assertThat(logged.messages()).contains("FINE a hold was over when the lock was asked for");
        }

        assertThat(held.isHeld()).isFalse();
        held.close();
        assertThat(gates.isHeld(leased)).isFalse();
    }

    @Test
    void holdOfAnotherNodeThatIsFreedByForceIsNotThisOne() {
        Handle held = gates.acquire(remote, 0);
        cluster.holders.put("n", -99L);

        assertThat(gates.forceRelease(remote, cluster.id(-99))).isTrue();
        assertThat(held.isHeld()).isTrue();
        assertThat(gates.forceRelease(remote, cluster.id(-99))).isFalse();

        held.close();
    }

    @Test
    void endWaitsForTheAnswerToARelease() throws Exception {
        cluster.releasing = Mood.SILENT;
        CompletableFuture<Void> release = gates.acquire(remote, 0).release();
        Actors.Actor<Boolean> closing = actors.startAndAwaitBlocked(() -> {
            gates.close();
            return true;
        });
        assertThat(closing.isDone()).isFalse();

        cluster.failLater();

        assertThat(closing.get()).isTrue();
        assertThatThrownBy(release::join).hasCauseInstanceOf(LockUnavailableException.class);
        assertThatThrownBy(() -> gates.acquire(remote, LONG))
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void whatIsStillKnownAtTheEndIsLogged() {
        Handle held = gates.acquire(remote, 0);

        try (Logged logged = Logged.of(Gates.class)) {
            gates.close();
            assertThat(logged.messages()).contains("FINE still known when the manager was closed: n");
        }

        assertThat(held.isHeld()).isFalse();
        held.close();
        assertThat(gates.find("n")).isNull();
    }

    @Test
    void callbackThatWasNotRunIsLogged() {
        Gates without = new Gates(new Rules(Settings.read(property -> Optional.empty())), timer, task -> {
            throw new IllegalStateException("ended");
        });

        try (Logged logged = Logged.of(Gates.class)) {
            without.execute(() -> {});
            assertThat(logged.messages())
                    .containsExactly(
                            "FINE the executor of the lock manager failed",
                            "WARNING a callback of a lock was not run, or not to its end");
            logged.messages().clear();
            gates.execute(() -> {});
            assertThat(logged.messages()).isEmpty();
        }
    }
}
