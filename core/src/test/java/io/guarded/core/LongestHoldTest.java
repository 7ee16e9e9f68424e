package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the longest hold ends, for holders that follow one another with different ones. */
final class LongestHoldTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofHours(1);

    private final ScriptedStore cluster = new ScriptedStore();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(cluster, new CountingStore(Scope.JVM, true)))
            .config(property -> Optional.ofNullable(
                    Map.of("guarded.default-type", "scripted").get(property)))
            .executor(Runnable::run)
            .build();

    @AfterEach
    void end() {
        manager.close();
    }

    private NamedLock jvmLock(Duration maxHold) {
        return manager.create(LockSpec.of("n").type("counting").maxHold(maxHold));
    }

    @Test
    void shorterOneOfTheNextHolderEndsItsHold() {
        LockHandle first = jvmLock(LONG).acquire();
        CompletableFuture<LockHandle> hangs = jvmLock(SHORT).acquireAsync(LONG);
        CompletableFuture<LockHandle> third = jvmLock(LONG).acquireAsync(LONG);

        first.close();

        assertThat(hangs).isCompleted();
        await().untilAsserted(() -> assertThat(third).isCompleted());
        assertThat(hangs.join().isHeld()).isFalse();
        third.join().close();
        hangs.join().close();
    }

    @Test
    void longerOneOfAFormerHolderDoesNotDelayTheEnd() {
        LockHandle first = jvmLock(Duration.ofMinutes(1)).acquire();
        CompletableFuture<LockHandle> hangs = jvmLock(SHORT).acquireAsync(LONG);
        CompletableFuture<LockHandle> third = jvmLock(SHORT).acquireAsync(LONG);
        first.extend(LONG);

        first.close();

        await().untilAsserted(() -> assertThat(third).isCompleted());
        third.join().close();
        hangs.join().close();
    }

    @Test
    void keyOfALostHoldIsFreeWhenTheWorkEnds() {
        LockHandle held =
                manager.create(LockSpec.of("n").lease(LONG).maxHold(SHORT)).acquire();
        await().until(() -> !held.isHeld());
        assertThat(cluster.holders).isNotEmpty();

        held.close();

        assertThat(cluster.holders).isEmpty();
    }

    @Test
    void keyThatTheStoreDoesNotKnowIsNotReleasedAgain() {
        NamedLock lock = manager.create(LockSpec.of("n").lease(LONG));
        LockHandle held = lock.acquire();
        lock.forceRelease(cluster.id(cluster.holders.get("lock:n")));

        held.close();

        assertThat(cluster.releases).hasValue(0);
    }

    @Test
    void lockInUseIsGivenAnotherLongestHoldFromTheNextAcquisitionOn() {
        NamedLock lock = manager.getOrCreate(LockSpec.of("n").type("counting"));
        LockHandle held = lock.acquire();

        NamedLock same = manager.getOrCreate(LockSpec.of("n").type("counting").maxHold(SHORT));

        assertThat(same).isSameAs(lock);
        assertThat(held.isHeld()).isTrue();
        held.close();
        LockHandle next = lock.acquire();
        await().until(() -> !next.isHeld());
        next.close();
    }

    @Test
    void keyCannotBeKeptForLongerThanItMayBeHeld() {
        assertThatThrownBy(() -> manager.create(LockSpec.of("n").maxHold(SHORT).atLeast(LONG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT1H")
                .hasMessageContaining("PT0.2S");
    }

    /** A store in this JVM gives the lock to the next one at once. */
    @Test
    void whoLosesIsToldBeforeTheNextOneHasIt() {
        List<String> order = new CopyOnWriteArrayList<>();
        LockHandle hangs = jvmLock(SHORT).acquire();
        hangs.onLost(() -> order.add("lost"));
        CompletableFuture<LockHandle> next = jvmLock(LONG).acquireAsync(LONG);
        CompletableFuture<Void> nextHasIt = next.thenAccept(handle -> order.add("next has it"));

        await().until(nextHasIt::isDone);

        assertThat(order).containsExactly("lost", "next has it");
        next.join().close();
        hangs.close();
    }

    @Test
    void holdThatHangsIsNotListedBeyondItsEnd() {
        LockHandle hangs = jvmLock(SHORT).acquire();

        await().until(() -> manager.usage().isEmpty());

        assertThat(hangs.isHeld()).isFalse();
        hangs.close();
    }
}
