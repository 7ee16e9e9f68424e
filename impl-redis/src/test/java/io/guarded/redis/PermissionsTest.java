package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import io.guarded.spi.StoreHold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights that the documentation and the self-test name are enough for everything, and for nobody else's keys. */
class PermissionsTest extends RedisTest {

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock:", "", "a[b]*?\\-^ c:"})
    void rightsAreEnoughForAllThatLocksDo(String prefix) {
        user(Permissions.forPrefix(prefix).all());
        String name = prefix + key;
        try (TestContext context = TestContext.withUrl("redis://guarded:p@127.0.0.1:" + redis.port())
                .with("guarded.key-prefix", prefix)) {
            RedisLockProvider provider = context.start();
            long first = newHold();
            long second = newHold();
            assertThat(provider.acquire(name, first, NOW, LEASE).join()).isTrue();
            assertThat(provider.acquire(name, newHold(), NOW, LEASE).join()).isFalse();
            long start = System.nanoTime();
            CompletableFuture<Boolean> waiting = provider.acquire(name, second, Duration.ofSeconds(25), LEASE);
            await().untilAsserted(() ->
                    assertThat(redis.command("PUBSUB", "CHANNELS")).contains(key));
            assertThat(provider.renew(name, first, LEASE).join()).isTrue();
            assertThat(provider.tokens(name, 3).join()).isPositive();
            assertThat(provider.release(name, first).join()).isTrue();
            assertThat(waiting.join()).isTrue();
            // woken by the channel: the lease and the wait are longer
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(provider.isHeld(name).join()).isTrue();
            assertThat(provider.holders(prefix).join())
                    .extracting(StoreHold::id)
                    .contains(provider.id(second));
            assertThat(provider.forceRelease(name, provider.id(second)).join()).isTrue();
            assertThat(provider.isHeld(name).join()).isFalse();
            assertThat(provider.verdict()).isEqualTo(Verdict.good(""));
        }
    }

    @Test
    void rightsReachNoOtherKeyAndNoOtherChannel() {
        user(Permissions.forPrefix("lock:").all());
        try (TestContext context = TestContext.withUrl("redis://guarded:p@127.0.0.1:" + redis.port())) {
            RedisLockProvider provider = context.start();
            assertThat(acquired(provider, newHold())).isTrue();

            assertFails(provider.acquire("stranger:" + key, newHold(), NOW, LEASE))
                    .hasMessageContaining("lacks a permission");
        }
    }

    @Test
    void documentationHasTheSameLine() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "redis.md"));

        assertThat(page.lines())
                .contains("    ACL SETUSER guarded on >PASSWORD resetchannels "
                        + Permissions.forPrefix("lock:").all());
    }

    private static void user(String rights) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", "guarded", "reset", "on", ">p"));
        command.add("resetchannels");
        command.addAll(List.of(rights.split(" ")));
        redis.command(command.toArray(String[]::new));
    }
}
