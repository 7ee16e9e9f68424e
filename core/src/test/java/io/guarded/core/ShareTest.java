package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockBusyException;
import io.guarded.LockLostException;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An acquisition that several need lasts until each of them has closed its own handle. */
final class ShareTest {

    private final MemoryStore store = new MemoryStore();
    private final Actors actors = new Actors();
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(store))
            .config(property -> Optional.ofNullable(
                    Map.of("guarded.default-type", store.type()).get(property)))
            .build();

    @AfterEach
    void end() {
        actors.close();
        manager.close();
    }

    /** One lock, or two that are joined. */
    private NamedLock lock(String names) {
        return names.contains(",") ? manager.multi(names.split(",")) : manager.getOrCreate(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a,b"})
    void lockIsGivenBackWithTheLastHandle(String names) throws Exception {
        for (boolean isSharedFirst : List.of(true, false)) {
            Hold hold = (Hold) lock(names).acquire();
            Hold share = hold.share();
            Hold first = isSharedFirst ? share : hold;
            Hold last = isSharedFirst ? hold : share;

            first.finish();
            first.close();
            assertThat(last.isHeld()).isTrue();
            assertThatThrownBy(() -> actors.call(() -> lock(names).acquire(Duration.ZERO)))
                    .isInstanceOf(LockBusyException.class);

            last.finish();
            actors.call(() -> lock(names).acquire(Duration.ZERO)).close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a,b"})
    void noThreadIsInsideByAShare(String names) {
        Hold hold = (Hold) lock(names).acquire();
        Hold share = hold.share();

        hold.finish();
        assertThatThrownBy(() -> lock(names).acquire(Duration.ZERO)).isInstanceOf(LockBusyException.class);

        try (Hold.Stay stay = share.enter()) {
            lock(names).acquire(Duration.ZERO).close();
        }
        share.close();
    }

    @Test
    void everyHandleIsToldOfALoss() {
        Hold hold = (Hold)
                manager.create(LockSpec.of("a").lease(Duration.ofMillis(100))).acquire();
        Hold share = hold.share();
        await().until(() -> !hold.isHeld());

        assertThatThrownBy(hold::finish).isInstanceOf(LockLostException.class);
        assertThatThrownBy(share::enter).isInstanceOf(LockLostException.class);
        assertThatThrownBy(share::finish).isInstanceOf(LockLostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a,b"})
    void closedHandleIsNotShared(String names) {
        Hold hold = (Hold) lock(names).acquire();
        hold.close();

        assertThatThrownBy(hold::share)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
