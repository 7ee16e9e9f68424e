package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellationTest extends RedisTest {

    private final RedisServer redis = RedisServer.start();
    private final TestContext context = TestContext.withUrl(redis.url());
    private final RedisLockProvider provider = context.start();

    @AfterEach
    void stop() {
        context.close();
        redis.close();
    }

    @Test
    void attemptsCancelledInFlightLeaveNoKey() {
        provider.isHeld(key).join();
        List<CompletableFuture<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (i == 250) {
                // however slow this thread is, the other half has no answer yet
                redis.pause();
            }
            attempts.add(provider.acquire(key + i, newHold(), NOW, LEASE));
        }

        attempts.forEach(attempt -> attempt.cancel(false));
        redis.resume();

        long granted =
                attempts.stream().filter(attempt -> !attempt.isCancelled()).count();
        assertThat(granted).isLessThanOrEqualTo(attempts.size() / 2);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> redis.command("KEYS", key + "*").lines().count() == granted);
    }

    @Test
    void attemptCancelledBeforeTheClientIsMadeIsNotSent() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        try (TestContext late = TestContext.withUrl(redis.url()).withExecutor(task -> {
            var unused = cancelled.thenRunAsync(task);
        })) {
            RedisLockProvider made = late.start();
            CompletableFuture<Boolean> attempt = made.acquire(key, newHold(), NOW, LEASE);
            attempt.cancel(false);
            cancelled.complete(null);

            made.isHeld(key).join();

            await().during(Duration.ofMillis(300)).untilAsserted(() -> assertFree(redis, key));
        }
    }

    @Test
    void attemptCancelledWhileItWaitsLeavesNoKey() {
        testedAndCounting();
        long first = newHold();
        acquired(provider, first);
        CompletableFuture<Boolean> waiting = provider.acquire(key, newHold(), Duration.ofSeconds(20), LEASE);
        await().untilAsserted(
                        () -> assertThat(redis.command("PUBSUB", "CHANNELS")).contains(key));

        waiting.cancel(false);
        provider.release(key, first).join();

        await().during(Duration.ofMillis(500)).untilAsserted(() -> assertFree(redis, key));
        // one for the first hold, one for its release: the cancelled attempt was not even given the key for a moment
        assertThat(redis.command("INFO", "commandstats")).contains("cmdstat_hincrby:calls=2,");
        await().untilAsserted(
                        () -> assertThat(redis.command("PUBSUB", "CHANNELS")).isEmpty());
    }

    @Test
    void attemptWhoseAnswerIsLateIsTakenBack() {
        testedAndCounting();
        acquired(provider, newHold());
        String other = key + ":other";
        redis.pause();
        CompletableFuture<Boolean> attempt = provider.acquire(other, newHold(), NOW, Duration.ofMinutes(5));
        attempt.cancel(false);

        redis.resume();

        // given by Redis after the cancellation, and released by its hold id
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(redis.command("INFO", "commandstats")).contains("cmdstat_hincrby:calls=2,");
            assertFree(redis, other);
        });
    }

    private void testedAndCounting() {
        provider.isHeld(key).join();
        redis.command("CONFIG", "RESETSTAT");
    }
}
