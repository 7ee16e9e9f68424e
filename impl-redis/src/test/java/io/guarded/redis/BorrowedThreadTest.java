package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.redis.testing.RedisServer;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.internal.InternalThreadLocalMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** Threads of a server outlive the application: what netty leaves on them would keep its class loader for ever. */
class BorrowedThreadTest extends RedisTest {

    private static final FastThreadLocal<String> OTHERS = new FastThreadLocal<>();

    private static RedisServer redis;

    private final ExecutorService server = Executors.newSingleThreadExecutor();

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void end() {
        server.shutdownNow();
    }

    @Test
    void redissonAloneLeavesTraces() {
        assertThat(onServerThread(() -> {
                    RedissonClient client = Redisson.create(RedisSettings.read(TestContext.withUrl(redis.url())));
                    client.getBucket(key).isExists();
                    client.shutdown();
                }))
                .isTrue();
    }

    @Test
    void providerLeavesNoneOfItsUse() {
        TestContext context = TestContext.withUrl(redis.url());
        assertThat(onServerThread(() -> {
                    RedisLockProvider provider = context.start();
                    long hold = newHold();
                    assertThat(acquired(provider, hold)).isTrue();
                    assertThat(acquired(provider, newHold())).isFalse();
                    assertThat(provider.holders(key).join()).hasSize(1);
                    assertThat(provider.tokens(key, 1).join()).isPositive();
                    assertThat(provider.release(key, hold).join()).isTrue();
                    provider.close();
                }))
                .isFalse();
        context.close();
    }

    @Test
    void whatTheThreadKeptBeforeIsStillThere() {
        CompletableFuture<String> kept = CompletableFuture.supplyAsync(
                () -> {
                    OTHERS.set("mine");
                    BorrowedThread.run(() -> {});
                    return OTHERS.get();
                },
                server);

        assertThat(kept.join()).isEqualTo("mine");
    }

    /** Tells whether netty has left something on the thread. */
    private boolean onServerThread(Runnable use) {
        CompletableFuture.runAsync(use, server).join();
        return CompletableFuture.supplyAsync(() -> InternalThreadLocalMap.getIfSet() != null, server)
                .join();
    }
}
