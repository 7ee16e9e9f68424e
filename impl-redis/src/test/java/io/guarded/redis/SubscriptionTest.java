package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wait hears of a release by the lock's channel; without it, it must not say 'busy' for a free lock. */
class SubscriptionTest extends RedisTest {

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @BeforeEach
    void hear() {
        redis.command("ACL", "SETUSER", "deaf", "on", ">p", "~*", "&*", "+@all");
    }

    /** From now on; who is deaf from the beginning is told so by the self-test. */
    private void deafen(RedisLockProvider provider) {
        provider.isHeld(key).join();
        redis.command("ACL", "SETUSER", "deaf", "resetchannels");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void keyThatGetsFreeUnheardIsNotBusy() {
        try (TestContext deafContext = TestContext.withUrl("redis://deaf:p@127.0.0.1:" + redis.port())) {
            RedisLockProvider deaf = deafContext.start();
            redis.command("HSET", key, "other:1", "1");
            deafen(deaf);
            assertThat(acquired(deaf, newHold())).isFalse();

            CompletableFuture<Boolean> waiting = deaf.acquire(key, newHold(), Duration.ofSeconds(5), LEASE);
            redis.command("DEL", key);

            assertThat(waiting.join()).isTrue();
        }
    }

    @Test
    void releaseThatMayNotBePublishedIsUnavailableAndNamesTheChannel() {
        try (TestContext deafContext = TestContext.withUrl("redis://deaf:p@127.0.0.1:" + redis.port())) {
            RedisLockProvider deaf = deafContext.start();
            long hold = newHold();
            acquired(deaf, hold);
            deafen(deaf);

            assertFails(deaf.release(key, hold))
                    .isInstanceOf(LockUnavailableException.class)
                    .hasMessageContaining("redisson_lock__channel");
        }
    }

    @Test
    void waitSurvivesTheLossOfItsSubscription() {
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();
            redis.command("HSET", key, "other:1", "1");
            CompletableFuture<Boolean> waiting = provider.acquire(key, newHold(), Duration.ofSeconds(6), LEASE);
            await().untilAsserted(() ->
                    assertThat(redis.command("PUBSUB", "CHANNELS")).contains(key));

            redis.command("CLIENT", "KILL", "TYPE", "pubsub");
            redis.command("DEL", key);

            assertThat(waiting.join()).isTrue();
        }
    }

    @Test
    void manyKeysAreWaitedForAtOnce() {
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();
            for (int i = 0; i < 300; i++) {
                redis.command("HSET", key + i, "other:1", "1");
            }
            CompletableFuture<?>[] waiting = new CompletableFuture<?>[300];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = provider.acquire(key + i, newHold(), Duration.ofSeconds(1), LEASE)
                        .thenAccept(granted -> assertThat(granted).isFalse());
            }

            CompletableFuture.allOf(waiting).join();
        }
    }

    /** Redisson's own default is 250 channels; beyond them a wait hears nothing. */
    @Test
    void waitThatGetsNoChannelHasTheKeyThatGotFreeAllTheSame() {
        String yaml = "singleServerConfig:\n  address: \"" + redis.url() + "\"\n";
        try (TestContext context = new TestContext(Duration.ofSeconds(10)).with("guarded.redis.config", yaml)) {
            RedisLockProvider provider = context.start();
            provider.isHeld(key).join();
            for (int i = 0; i < 400; i++) {
                redis.command("HSET", key + i, "other:1", "1");
            }
            List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                waiting.add(provider.acquire(key + i, newHold(), Duration.ofSeconds(8), LEASE));
            }
            await().untilAsserted(() -> assertThat(
                            redis.command("PUBSUB", "CHANNELS").lines().count())
                    .isGreaterThanOrEqualTo(200));
            // all at once: the waits are to be on when the last of them gets free
            redis.command(
                    Stream.concat(Stream.of("DEL"), IntStream.range(0, 400).mapToObj(i -> key + i))
                            .toArray(String[]::new));

            assertThat(waiting).allMatch(CompletableFuture::join);
        }
    }

    /** Redisson unsubscribes where no answer comes, but not where it comes after the wait. */
    @Test
    void subscriptionThatIsAnsweredAfterTheWaitDoesNotStay() {
        Duration delay = Duration.ofSeconds(1);
        try (Proxy line = Proxy.to(redis.port());
                TestContext context = TestContext.withUrl(line.url())) {
            RedisLockProvider provider = context.start();
            redis.command("HSET", key, "other:1", "1");
            assertThat(provider.acquire(key, newHold(), Duration.ofMillis(1), LEASE)
                            .join())
                    .isFalse();

            // the first try is answered within the wait, the subscription after it
            line.delay(Proxy.Direction.TO_CLIENT, delay);
            assertThat(provider.acquire(key, newHold(), delay.multipliedBy(3).dividedBy(2), LEASE)
                            .join())
                    .isFalse();
            line.resume();

            await().untilAsserted(() -> assertThat(channels()).isEmpty());
        }
    }

    private String channels() {
        return redis.command("PUBSUB", "CHANNELS", "*" + key + "*");
    }
}
