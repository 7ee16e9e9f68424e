package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is inside a hold, and until when. */
final class StayTest {

    private final CountingStore store = new CountingStore(Scope.JVM);
    private final Timer timer = new Timer();
    private final Actors actors = new Actors();
    private final Gates gates = new Gates(new Rules(Settings.read(property -> Optional.empty())), timer, Runnable::run);
    private final Definition definition =
            new Definition("n", "n", Store.of(store), null, true, Duration.ofHours(1), Duration.ZERO, false);

    @AfterEach
    void end() {
        actors.close();
        timer.shutdownNow();
    }

    @Test
    void stayThatIsClosedTwiceEndsOnlyItself() {
        Handle held = gates.acquire(definition, 0);
        Hold.Stay stay = held.enter();

        stay.close();
        stay.close();

        gates.acquire(definition, 0).close();
        held.close();
        assertThat(store.isFree()).isTrue();
    }

    @Test
    void threadIsInsideAsLongAsItStays() throws Exception {
        Handle held = gates.acquire(definition, 0);
        actors.call(() -> {
            Hold.Stay stay = held.enter();
            gates.acquire(definition, 0).close();
            stay.close();
            assertThatThrownBy(() -> gates.acquire(definition, 0)).isInstanceOf(LockBusyException.class);
            return true;
        });
        held.close();
        assertThat(store.isFree()).isTrue();
    }
}
