package io.guarded.threading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockSpec;
import io.guarded.core.Actors;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Managers that share a provider exclude each other; then callers wait in the store and not only in a gate. */
final class SharedProviderTest {

    private final ThreadingLockProvider provider = new ThreadingLockProvider();
    private final Actors actors = new Actors();
    private final CloseableLockManager one = LockManagers.of(provider);
    private final CloseableLockManager two = LockManagers.of(provider);

    @AfterEach
    void end() {
        actors.close();
        one.close();
        two.close();
    }

    @Test
    void unlimitedWaitEndsWhenTheOtherManagerReleases() throws Exception {
        LockHandle held = one.getOrCreate("n").acquire();
        Actors.Actor<LockHandle> waiting =
                actors.startAndAwaitBlocked(() -> two.getOrCreate("n").acquire());
        assertThat(two.getOrCreate("n").isLocked()).isTrue();

        held.close();

        waiting.get().close();
        assertThat(provider.isEmpty()).isTrue();
    }

    /** While the callers of one manager hand the lock to each other, those of the other wait in the store. */
    @Test
    void callerOfTheOtherManagerComesToItsTurn() throws Exception {
        CountDownLatch isCrowded = new CountDownLatch(100);
        AtomicBoolean isOver = new AtomicBoolean();
        List<Actors.Actor<Boolean>> crowd = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            crowd.add(actors.start(() -> {
                while (!isOver.get()) {
                    one.getOrCreate("n").run(Duration.ofMinutes(5), () -> {
                        LockSupport.parkNanos(1_000_000);
                        isCrowded.countDown();
                    });
                }
                return true;
            }));
        }
        isCrowded.await();

        two.getOrCreate("n").acquire(Duration.ofMinutes(1)).close();

        isOver.set(true);
        for (Actors.Actor<Boolean> each : crowd) {
            each.get();
        }
    }

    @Test
    void timedWaitIsBusyAndLeavesNoTrace() {
        LockHandle held = one.getOrCreate("n").acquire();

        assertThatThrownBy(() -> two.getOrCreate("n").acquire(Duration.ofMillis(100)))
                .isInstanceOf(LockBusyException.class);
        assertThat(two.getOrCreate("n").tryAcquire()).isEmpty();
        CompletableFuture<LockHandle> cancelled = two.getOrCreate("n").acquireAsync(Duration.ofMinutes(5));
        assertThat(cancelled.cancel(true)).isTrue();

        held.close();
        assertThat(provider.isEmpty()).isTrue();
    }

    @Test
    void leaseEndsAfterTheEndOfAnotherManager() throws Exception {
        LockManagers.of(provider).close();
        LockHandle leased =
                one.getOrCreate(LockSpec.of("n").lease(Duration.ofMillis(200))).acquire();

        LockHandle next = two.getOrCreate("n").acquire();

        assertThat(leased.isHeld()).isFalse();
        leased.close();
        next.close();
    }

    @Test
    void nothingIsKeptAfterTheEndOfTheLastManager() {
        two.close();
        one.getOrCreate(LockSpec.of("n").atLeast(Duration.ofHours(1))).acquire().close();
        assertThat(provider.isEmpty()).isFalse();

        one.close();

        assertThat(provider.isEmpty()).isTrue();
    }

    @Test
    void waitInTheStoreEndsWithTheLeaseOfTheOther() throws Exception {
        LockSpec leased = LockSpec.of("n").lease(Duration.ofMillis(200));
        LockHandle lost = one.getOrCreate(leased).acquire();

        LockHandle next = two.getOrCreate("n").acquire();

        assertThat(lost.isHeld()).isFalse();
        lost.close();
        assertThat(next.isHeld()).isTrue();
        next.close();
        assertThat(provider.isEmpty()).isTrue();
    }
}
