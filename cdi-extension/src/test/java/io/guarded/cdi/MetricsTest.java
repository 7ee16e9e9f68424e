package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockListener;
import io.guarded.core.CloseableLockManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Metrics end on their own, and are not asked for again if they count for nobody. */
class MetricsTest {

    private static final LockListener.Fact FACT =
            new LockListener.Acquired(new LockListener.Lock("a", "threading", Optional.empty()), Duration.ZERO, false);

    private static final class Failing implements Instruments {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void attempt(Labels labels, String outcome, Duration waited) {
            calls.add(outcome);
        }

        @Override
        public void handedOff(Labels labels) {}

        @Override
        public void ended(Labels labels, Duration held, boolean isLost) {}

        @Override
        public void read(CloseableLockManager manager) {}

        @Override
        public void close() {
            calls.add("close");
            throw new IllegalStateException("a library may fail");
        }
    }

    /** It would keep the others from their end. */
    @Test
    void aLibraryThatFailsAtItsEndIsNotThrown() {
        Failing library = new Failing();
        Metrics metrics = new Metrics(() -> library);
        metrics.happened(FACT);

        metrics.close();

        assertThat(library.calls).containsExactly("acquired", "close");
    }

    @Test
    void aLibraryThatIsSwitchedOffIsAskedForOnce() {
        AtomicInteger asked = new AtomicInteger();
        Metrics metrics = new Metrics(() -> {
            asked.incrementAndGet();
            return null;
        });

        metrics.happened(FACT);
        metrics.happened(FACT);
        metrics.close();

        assertThat(asked).hasValue(1);
    }
}
