package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

class ClientTest extends RedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RedisServer redis;

    private Set<Thread> before = Set.of();

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    /** Once the connections of the test before have gone: a late end of theirs would be counted. */
    @BeforeEach
    void rememberThreads() {
        await().atMost(PATIENCE).until(() -> connections() == 1);
        before = Thread.getAllStackTraces().keySet();
    }

    @Test
    void startContactsNothing() {
        try (TestContext context = TestContext.withUrl(redis.url())) {
            int connections = connections();

            context.start();

            assertThat(connections()).isEqualTo(connections);
            assertThat(newClientThreads()).isEmpty();
        }
    }

    /** A first attempt that is never answered would stand in the way of all that follow. */
    @Test
    void executorThatRefusesAsItLikesIsUnavailableUntilItWorks() {
        AtomicBoolean isEnded = new AtomicBoolean(true);
        try (TestContext context = TestContext.withUrl(redis.url()).withExecutor(task -> {
            if (isEnded.get()) {
                throw new IllegalStateException("the application ends");
            }
            new Thread(task).start();
        })) {
            RedisLockProvider provider = context.start();
            assertThatThrownBy(() -> acquired(provider, newHold())).hasRootCauseMessage("the application ends");

            isEnded.set(false);

            await().atMost(PATIENCE).ignoreExceptions().until(() -> acquired(provider, newHold()));
        }
    }

    @Test
    void applicationsClientIsUsedAndNotClosed() {
        try (TestContext context = TestContext.withUrl("redis://127.0.0.1:1")) {
            RedissonClient client = Redisson.create(RedisSettings.read(TestContext.withUrl(redis.url())));
            RedisLockProvider provider =
                    context.withBean(RedissonClient.class, client).start();
            long hold = newHold();
            acquired(provider, hold);

            provider.close();

            assertThat(redis.command("HKEYS", key)).isEqualTo(client.getId() + ":" + hold);
            assertThat(client.isShutdown()).isFalse();
            assertThat(client.getKeys().getType(key) == null).isFalse();
            client.shutdown();
        }
    }

    @Test
    void applicationsClosedClientIsUnavailable() {
        try (TestContext context = TestContext.withUrl("redis://127.0.0.1:1")) {
            RedissonClient client = Redisson.create(RedisSettings.read(TestContext.withUrl(redis.url())));
            RedisLockProvider provider =
                    context.withBean(RedissonClient.class, client).start();
            acquired(provider, newHold());
            client.shutdown();

            assertUnavailable(provider.acquire(key, newHold(), NOW, LEASE));
            assertUnavailable(provider.acquire(key, newHold(), Duration.ofMillis(100), LEASE));
            assertUnavailable(provider.renew(key, newHold(), LEASE));
            assertUnavailable(provider.release(key, newHold()));
            assertUnavailable(provider.isHeld(key));
        }
    }

    @Test
    void ownClientIsOneAndLeavesNoThreadAndNoConnection() {
        int connections = connections();
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();
            List<CompletableFuture<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(provider.acquire(key + i, newHold(), NOW, LEASE));
            }
            answers.forEach(CompletableFuture::join);
            assertThat(clientIds()).hasSize(1);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(newClientThreads()).isEmpty());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(connections()).isEqualTo(connections));
    }

    @Test
    void failedClientLeavesNoThread() {
        try (TestContext context =
                new TestContext(Duration.ofMillis(500)).with("guarded.redis.url", "redis://127.0.0.1:1")) {
            RedisLockProvider provider = context.start();
            assertUnavailable(provider.acquire(key, newHold(), NOW, LEASE));
            assertUnavailable(provider.acquire(key, newHold(), NOW, LEASE));
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(newClientThreads()).isEmpty());
    }

    @Test
    void clientThatIsBeingMadeIsClosedToo() {
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();
            CompletableFuture<Boolean> attempt = provider.acquire(key, newHold(), NOW, LEASE);
            provider.close();
            attempt.exceptionally(failure -> false).join();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(newClientThreads()).isEmpty());
    }

    @Test
    void useBeforeStartIsAnError() {
        assertThatThrownBy(() -> new RedisLockProvider().isHeld(key)).isInstanceOf(IllegalStateException.class);
    }

    private Set<String> clientIds() {
        return redis.command("KEYS", key + "*")
                .lines()
                .map(held -> redis.command("HKEYS", held).substring(0, 36))
                .collect(Collectors.toSet());
    }

    /** Of Redisson and netty, but for netty's globalEventExecutor, which ends by itself a second later. */
    private List<String> newClientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("redisson") || name.contains("netty"))
                .toList();
    }

    private static int connections() {
        return (int) redis.command("CLIENT", "LIST").lines().count();
    }

    private static void assertUnavailable(CompletableFuture<Boolean> answer) {
        assertFails(answer).isInstanceOf(LockUnavailableException.class);
    }
}
