package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a manager offers to its providers, and the thread on which it tells the time. */
final class SurroundingsTest {

    private final Timer timer = new Timer();
    private final Executor executor = Runnable::run;
    private final BeanLookup beans = new BeanLookup() {
        @Override
        public <T> Optional<T> find(Class<T> type) {
            return type == String.class ? Optional.of(type.cast("bean")) : Optional.empty();
        }
    };

    private Surroundings surroundings(BeanLookup lookup) {
        Settings settings = Settings.read(property -> Optional.ofNullable(
                Map.of("guarded.store-timeout", "250ms", "guarded.redis.url", "somewhere", "blank", " ")
                        .get(property)));
        return new Surroundings(settings, lookup, timer, executor);
    }

    @Test
    void providerIsGivenConfigurationBeansAndTimes() {
        Surroundings surroundings = surroundings(beans);

        assertThat(surroundings.config("guarded.redis.url")).contains("somewhere");
        assertThat(surroundings.config("absent")).isEmpty();
        assertThat(surroundings.config("blank")).isEmpty();
        assertThat(surroundings.bean(String.class)).contains("bean");
        assertThat(surroundings.bean(Integer.class)).isEmpty();
        assertThat(surroundings.storeTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(surroundings.timer()).isSameAs(timer);
        assertThat(surroundings.executor()).isSameAs(executor);
        timer.shutdownNow();
    }

    @Test
    void withoutCdiThereAreNoBeans() {
        assertThat(surroundings(BeanLookup.NONE).bean(String.class)).isEmpty();
        timer.shutdownNow();
    }

    @Test
    void timerKeepsNoApplicationAlive() throws Exception {
        Thread thread = timer.submit(Thread::currentThread).get();

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isNull();
        timer.shutdownNow();
    }

    @Test
    void endedTimerForgetsWhatWasPlannedAndTakesNothingMore() throws Exception {
        AtomicBoolean hasRun = new AtomicBoolean();
        var planned = timer.schedule(() -> hasRun.set(true), 1, TimeUnit.HOURS);

        timer.shutdown();

        assertThat(timer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(planned.isCancelled()).isTrue();
        var unused = timer.schedule(() -> hasRun.set(true), 0, TimeUnit.SECONDS);
        assertThat(hasRun).isFalse();
    }

    @Test
    void cancelledTaskLeavesTheTimerAtOnce() {
        var planned = timer.schedule(() -> {}, 1, TimeUnit.HOURS);

        planned.cancel(false);

        assertThat(timer.getQueue()).isEmpty();
        timer.shutdownNow();
    }
}
