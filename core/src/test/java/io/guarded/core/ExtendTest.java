package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockLostException;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an extension says of a hold that ends while the store is asked. */
final class ExtendTest {

    private final ScriptedStore store = new ScriptedStore();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store))
            .config(property -> Optional.ofNullable(
                    Map.of("guarded.default-type", "scripted").get(property)))
            .build();

    @AfterEach
    void end() {
        manager.close();
    }

    private LockHandle leased() {
        return manager.getOrCreate(LockSpec.of("n").lease(Duration.ofHours(1))).acquire();
    }

    @Test
    void handleClosedMeanwhileIsNotCalledLost() {
        LockHandle handle = leased();
        store.meanwhile = handle::close;

        assertThatThrownBy(() -> handle.extend(Duration.ofHours(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        assertThat(store.holders).isEmpty();
    }

    @Test
    void holdReleasedByForceMeanwhileIsLost() {
        NamedLock lock = manager.getOrCreate(LockSpec.of("n").lease(Duration.ofHours(1)));
        LockHandle handle = lock.acquire();
        String holdId = store.id(store.holders.get("lock:n"));
        store.meanwhile = () -> lock.forceRelease(holdId);

        assertThatThrownBy(() -> handle.extend(Duration.ofHours(2)))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("force");
        store.meanwhile = () -> {};
        handle.close();
    }

    @Test
    void extensionForEverIsNoLoss() {
        LockHandle renewed = manager.getOrCreate("renewed").acquire();
        LockHandle leased = leased();

        renewed.extend(ChronoUnit.FOREVER.getDuration());
        leased.extend(ChronoUnit.FOREVER.getDuration());

        assertThat(renewed.isHeld()).isTrue();
        assertThat(leased.remaining()).isGreaterThan(Duration.ofDays(10_000));
        renewed.close();
        leased.close();
    }

    /** The store may have taken it: it would give the key to another while the body goes on. */
    @Test
    void shorterLeaseIsNotTrustedForLongerWhenItsAnswerGotLost() {
        LockHandle handle = leased();
        store.renewing = ScriptedStore.Mood.BROKEN;

        assertThatThrownBy(() -> handle.extend(Duration.ofMillis(200))).isInstanceOf(LockUnavailableException.class);

        await().until(() -> !handle.isHeld());
        handle.close();
        assertThat(store.holders).isEmpty();
    }

    @Test
    void longerLeaseWhoseAnswerGotLostLeavesTheOldOne() {
        LockHandle handle = leased();
        store.renewing = ScriptedStore.Mood.BROKEN;

        assertThatThrownBy(() -> handle.extend(Duration.ofHours(20))).isInstanceOf(LockUnavailableException.class);

        assertThat(handle.remaining()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(60));
        handle.close();
    }

    @Test
    void longestHoldThatWasSetLimitsAFixedLease() {
        LockHandle handle = manager.getOrCreate(
                        LockSpec.of("n").lease(Duration.ofHours(1)).maxHold(Duration.ofMinutes(10)))
                .acquire();

        handle.extend(Duration.ofHours(2));

        assertThat(handle.remaining()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(10));
        handle.close();
    }

    @Test
    void extensionLastsFromTheMomentOfAsking() {
        LockHandle handle = leased();

        handle.extend(Duration.ofHours(2));

        assertThat(handle.remaining()).isBetween(Duration.ofMinutes(100), Duration.ofMinutes(120));
        handle.close();
    }
}
