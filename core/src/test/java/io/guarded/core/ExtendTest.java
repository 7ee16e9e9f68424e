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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an extension says of a hold that ends while the store is asked. */
final class ExtendTest {

    private static final Map<String, String> SETTINGS =
            Map.of("guarded.default-type", "scripted", "guarded.store-timeout", "10m");

    private final ScriptedStore store = new ScriptedStore();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store))
            .config(property -> Optional.ofNullable(SETTINGS.get(property)))
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

    private CompletableFuture<Void> beginToExtend(LockHandle handle, Duration time) {
        int before = store.unanswered.size();
        CompletableFuture<Void> extension = CompletableFuture.runAsync(() -> handle.extend(time));
        await().until(() -> store.unanswered.size() > before);
        return extension;
    }

    @SuppressWarnings("unchecked") // what a renewal answers
    private void answer(int question) {
        ((CompletableFuture<Boolean>) store.unanswered.get(question)).complete(true);
    }

    /** The store may have carried them out in any order. */
    @Test
    void ofExtensionsAtTheSameTimeTheShortestCounts() {
        LockHandle handle = leased();
        store.renewing = ScriptedStore.Mood.SILENT;
        CompletableFuture<Void> longer = beginToExtend(handle, Duration.ofHours(10));
        CompletableFuture<Void> shorter = beginToExtend(handle, Duration.ofMinutes(10));

        answer(1);
        shorter.join();
        answer(0);
        longer.join();

        assertThat(handle.remaining()).isLessThanOrEqualTo(Duration.ofMinutes(10));
        store.renewing = ScriptedStore.Mood.WELL;
        handle.extend(Duration.ofHours(10));
        assertThat(handle.remaining()).isGreaterThan(Duration.ofHours(5));
        handle.close();
    }

    /** It may still be carried out, after a later one. */
    @Test
    void shorterOneWithoutAnswerLimitsThoseAfterIt() {
        LockHandle handle = leased();
        store.renewing = ScriptedStore.Mood.BROKEN;
        assertThatThrownBy(() -> handle.extend(Duration.ofMinutes(10))).isInstanceOf(LockUnavailableException.class);
        store.renewing = ScriptedStore.Mood.WELL;

        handle.extend(Duration.ofHours(10));

        assertThat(handle.remaining()).isLessThanOrEqualTo(Duration.ofMinutes(10));
        handle.close();
    }

    @Test
    void keyIsLeftToItsLeaseOnlyWhenNoExtensionIsUnderWay() {
        LockHandle handle = manager.getOrCreate(
                        LockSpec.of("n").lease(Duration.ofHours(2)).atLeast(Duration.ofHours(1)))
                .acquire();
        store.renewing = ScriptedStore.Mood.SILENT;
        CompletableFuture<Void> extension = beginToExtend(handle, Duration.ofHours(10));
        store.renewing = ScriptedStore.Mood.WELL;

        CompletableFuture<Void> release = CompletableFuture.runAsync(handle::close);
        await().until(() -> !handle.isHeld());
        assertThat(store.lastLease).isEqualTo(Duration.ofHours(10));
        answer(0);

        release.join();
        assertThat(store.lastLease).isLessThanOrEqualTo(Duration.ofHours(1));
        assertThat(extension.handle((done, failure) -> true).join()).isTrue();
    }
}
