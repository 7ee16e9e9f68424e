package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockUnavailableException;
import io.guarded.core.BeanLookup;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** After the end of a manager nothing of it is left, in Redis or in this JVM. */
final class ShutdownTest extends RedisTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** What a loaded machine may add to a promised bound. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** For tests that are not about the time-out: a busy machine answers hundreds of questions late. */
    private static final String PATIENT = "guarded.store-timeout";

    private static final String PATIENTLY = "20s";

    /** What comes within milliseconds, unless the machine has other work. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final int LOCKS = 200;

    private final RedisServer redis = RedisServer.start();
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final int connections = connections();

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void endLeavesNoKeyNoSubscriptionNoConnectionAndNoThread() throws Exception {
        CloseableLockManager locks = Managers.at(redis.url(), PATIENT, PATIENTLY);
        assertEndLeavesNothing(locks);

        await().atMost(SOON).untilAsserted(() -> assertThat(connections()).isEqualTo(connections));
        await().atMost(SOON).untilAsserted(() -> assertThat(newThreads()).isEmpty());
    }

    @Test
    void applicationsClientStaysOpenAndHasNothingLeft() throws Exception {
        RedissonClient client = Redisson.create(RedisSettings.read(TestContext.withUrl(redis.url())));
        try {
            CloseableLockManager locks = LockManagers.builder()
                    .providers(List.of(new RedisLockProvider()))
                    .config(property -> Optional.ofNullable(Map.of("guarded.default-type", "redis", PATIENT, PATIENTLY)
                            .get(property)))
                    .beans(new BeanLookup() {
                        @Override
                        public <T> Optional<T> find(Class<T> type) {
                            return Optional.of(type.cast(client));
                        }
                    })
                    .build();
            int open = connections();

            assertEndLeavesNothing(locks);

            assertThat(client.isShutdown()).isFalse();
            assertThat(client.getLock("own").tryLock()).isTrue();
            client.getLock("own").unlock();
            assertThat(connections()).isEqualTo(open);
        } finally {
            client.shutdown();
        }
    }

    private void assertEndLeavesNothing(CloseableLockManager locks) throws Exception {
        List<LockHandle> held = new ArrayList<>();
        CountDownLatch told = new CountDownLatch(LOCKS);
        for (int i = 0; i < LOCKS; i++) {
            LockHandle handle =
                    locks.getOrCreate("held " + i).acquireAsync(LONG).join();
            handle.onLost(told::countDown);
            held.add(handle);
        }
        List<CompletableFuture<LockHandle>> waiting = new ArrayList<>();
        for (int i = 0; i < LOCKS; i++) {
            redis.command("HSET", "lock:foreign " + i, "other:1", "1");
            waiting.add(locks.getOrCreate("foreign " + i).acquireAsync(LONG));
            waiting.add(locks.getOrCreate("held " + i).acquireAsync(LONG));
        }
        await().untilAsserted(() ->
                assertThat(redis.command("PUBSUB", "CHANNELS").lines()).hasSize(LOCKS));
        // some of these are under way when the end comes
        List<CompletableFuture<LockHandle>> asked = asked(locks);

        locks.close();

        assertThat(redis.command("KEYS", "*").lines()).hasSize(LOCKS).allMatch(key -> key.startsWith("lock:foreign "));
        assertThat(held).noneMatch(LockHandle::isHeld);
        told.await();
        waiting.forEach(ShutdownTest::assertUnavailable);
        asked.forEach(answer -> assertThat(answer.handle((granted, failure) ->
                                granted == null ? failure instanceof LockUnavailableException : !granted.isHeld())
                        .join())
                .isTrue());
        assertThatThrownBy(() -> locks.getOrCreate("later").acquire()).isInstanceOf(LockUnavailableException.class);
        await().untilAsserted(
                        () -> assertThat(redis.command("PUBSUB", "CHANNELS")).isEmpty());
    }

    @Test
    void attemptsUnderWayAreTakenBackBeforeTheClientEnds() {
        CloseableLockManager locks = Managers.at(redis.url(), PATIENT, PATIENTLY);
        locks.getOrCreate("first").acquire().close();
        redis.pause();
        List<CompletableFuture<LockHandle>> asked = asked(locks);
        CompletableFuture<Void> end = CompletableFuture.runAsync(locks::close);
        await().atMost(SOON)
                .until(() -> locks.getOrCreate("later").acquireAsync(LONG).isCompletedExceptionally());
        redis.resume();

        end.join();

        asked.forEach(ShutdownTest::assertUnavailable);
        assertThat(redis.command("KEYS", "*")).isEmpty();
    }

    @Test
    void endWithAFrozenRedisIsBoundedAndLeavesNoThread() {
        CloseableLockManager locks = Managers.at(redis.url(), "guarded.store-timeout", TIMEOUT.toMillis() + "ms");
        // however long the first connection takes here: the bound is for the end
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(LockUnavailableException.class)
                .until(() -> locks.locks().isEmpty());
        LockHandle held = locks.getOrCreate("held").acquire();
        CompletableFuture<LockHandle> waiting = locks.getOrCreate("held").acquireAsync(LONG);
        redis.pause();
        CompletableFuture<LockHandle> asked = locks.getOrCreate("asked").acquireAsync(LONG);

        long start = System.nanoTime();
        locks.close();

        // releases, retractions and the node's name one after the other, then the client
        Duration bound = TIMEOUT.multipliedBy(4);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(bound.plus(MARGIN));
        assertThat(held.isHeld()).isFalse();
        assertUnavailable(waiting);
        assertUnavailable(asked);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(newThreads()).isEmpty());
    }

    @Test
    void nothingInThisJvmKeepsAnEndedProvider() {
        WeakReference<RedisLockProvider> ended = new WeakReference<>(usedAndEnded());

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return ended.get() == null;
        });
    }

    private RedisLockProvider usedAndEnded() {
        RedisLockProvider provider = new RedisLockProvider();
        try (CloseableLockManager locks = LockManagers.builder()
                .providers(List.of(provider))
                .config(property -> Optional.ofNullable(
                        Map.of("guarded.default-type", "redis", PATIENT, PATIENTLY, "guarded.redis.url", redis.url())
                                .get(property)))
                .build()) {
            locks.getOrCreate("one").acquire().close();
            locks.getOrCreate("other").acquire();
        }
        return provider;
    }

    private static List<CompletableFuture<LockHandle>> asked(CloseableLockManager locks) {
        List<CompletableFuture<LockHandle>> asked = new ArrayList<>();
        for (int i = 0; i < LOCKS; i++) {
            asked.add(locks.getOrCreate("asked " + i).acquireAsync(LONG));
        }
        return asked;
    }

    private static void assertUnavailable(CompletableFuture<LockHandle> answer) {
        assertThat(answer.handle((granted, failure) -> failure).join()).isInstanceOf(LockUnavailableException.class);
    }

    private int connections() {
        return (int) redis.command("CLIENT", "LIST").lines().count();
    }

    /** netty's globalEventExecutor ends by itself a second later. */
    private List<String> newThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("redisson") || name.contains("netty") || name.contains("guarded"))
                .toList();
    }
}
