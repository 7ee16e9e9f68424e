package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.core.Hold;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever waits for the end of guarded work is told of it, whatever the server's executor or log does. */
final class EndingTest {

    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private final List<@Nullable Throwable> told = new ArrayList<>();

    private final Hold hold = (Hold) Proxy.newProxyInstance(
            Hold.class.getClassLoader(), new Class<?>[] {Hold.class}, (self, method, arguments) -> release);

    private static Surroundings with(Executor executor) {
        return new Surroundings() {
            @Override
            public Executor executor() {
                return executor;
            }

            @Override
            public Duration streamStart() {
                return Duration.ZERO;
            }

            @Override
            public CompletableFuture<Boolean> awaitStart() {
                return new CompletableFuture<>();
            }
        };
    }

    private void end(Executor executor) {
        Ending.of(hold, with(executor), null, told::add);
        assertThat(told).isEmpty();
    }

    @Test
    void executorThatRefusesAsItLikesKeepsNobodyWaiting() {
        end(task -> {
            throw new IllegalStateException("the application ends");
        });

        release.complete(null);

        assertThat(told).hasSize(1);
    }

    @Test
    void executorThatFailsAfterItHasRunItsTaskTellsOnce() {
        end(task -> {
            task.run();
            throw new IllegalStateException("late");
        });

        release.complete(null);

        assertThat(told).hasSize(1);
    }

    @Test
    void logThatFailsKeepsNobodyWaiting() {
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                throw new IllegalStateException("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Ending.class.getPackageName());
        logger.addHandler(broken);
        try {
            end(Runnable::run);

            release.completeExceptionally(new IllegalStateException("Redis is away"));
        } finally {
            logger.removeHandler(broken);
        }

        assertThat(told).hasSize(1);
    }
}
