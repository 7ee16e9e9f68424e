package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** What is wrong with Redis is told before the first lock is held, in one message; and a lock is served once it is mended. */
final class SelfTestTest extends SelfTesting {

    @Test
    void wrongPasswordIsNamed() {
        user("app", "~* &* +@all");
        try (TestContext context = TestContext.withUrl("redis://app:wrong@127.0.0.1:" + redis.port())) {
            assertThat(refusalBy(context.start()))
                    .contains("Redis at redis://127.0.0.1:" + redis.port() + " (guarded.redis.url) refuses the user or")
                    .contains("guarded.redis.password")
                    .doesNotContain("wrong");
        }
    }

    @Test
    void missingPasswordIsNamed() {
        redis.command("CONFIG", "SET", "requirepass", "secret");
        try (TestContext context = TestContext.withUrl(redis.url())) {
            assertThat(refusalBy(context.start())).contains("wants a password. Set guarded.redis.password");
        }
    }

    @Test
    void replicaIsNamedAndServesOnceItIsTheMaster() {
        redis.command("REPLICAOF", "127.0.0.1", "1");
        redis.command("CONFIG", "SET", "replica-serve-stale-data", "yes");
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();

            assertThat(messageOf(provider.isHeld(key))).isNotEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messageOf(provider.acquire(key, newHold(), NOW, LEASE)))
                            .contains("is a replica that takes no writes. Give the address of the master"));

            redis.command("REPLICAOF", "NO", "ONE");
            awaitAcquired(provider);
        }
    }

    @Test
    void unreachableServerIsNamed() {
        redis.stop();
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();

            assertThat(provider.verdict()).isEqualTo(Verdict.NONE);
            assertThat(refusalBy(provider))
                    .contains("Redis cannot be reached at " + redis.url() + " (guarded.redis.url)");
        }
    }

    @Test
    void serverWithTooManyClientsIsNamedAndServesOnceItHasRoom() {
        redis.command("CONFIG", "SET", "maxclients", "1");
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messageOf(provider.acquire(key, newHold(), NOW, LEASE)))
                            .contains("has no room for another client"));

            // the last of the refused clients may still have the only place
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() ->
                            redis.command("CONFIG", "SET", "maxclients", "1000").equals("OK"));
            awaitAcquired(provider);
        }
    }

    @Test
    void evictionIsAWarningAndLocksWork() {
        redis.command("CONFIG", "SET", "maxmemory", "100mb");
        redis.command("CONFIG", "SET", "maxmemory-policy", "volatile-ttl");
        try (TestContext context = TestContext.withUrl(redis.url());
                Logged logged = Logged.from(Level.WARNING)) {
            RedisLockProvider provider = context.start();

            assertThat(acquired(provider, newHold())).isTrue();

            assertThat(provider.verdict().state()).isEqualTo(Verdict.State.GOOD_WITH_WARNING);
            assertThat(provider.verdict().text())
                    .contains("maxmemory-policy volatile-ttl")
                    .contains("noeviction");
            assertThat(logged.text()).contains(provider.verdict().text());
        }
    }

    @Test
    void manyFirstUsesAreOneTestAndLaterOnesNone() {
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();
            List<CompletableFuture<Boolean>> first = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                first.add(provider.isHeld(key));
            }
            first.forEach(CompletableFuture::join);
            assertThat(redis.command("INFO", "commandstats")).contains("cmdstat_psetex:calls=1,");

            redis.command("CONFIG", "RESETSTAT");
            long hold = newHold();
            assertThat(acquired(provider, hold)).isTrue();
            assertThat(provider.release(key, hold).join()).isTrue();

            assertThat(redis.command("INFO", "commandstats"))
                    .contains("cmdstat_evalsha:calls=2,")
                    .doesNotContain("cmdstat_script")
                    .doesNotContain("cmdstat_hlen");
        }
    }

    @Test
    void testLeavesNothingButTheNameOfTheNodeAndThatOnlyWhileTheProviderLives() {
        try (TestContext context = TestContext.withUrl(redis.url())) {
            RedisLockProvider provider = context.start();
            assertThat(provider.holders("").join()).isEmpty();

            await().untilAsserted(() -> assertThat(redis.command("KEYS", "*"))
                    .startsWith("guarded_node:")
                    .doesNotContain("\n"));

            provider.close();
            assertThat(redis.command("KEYS", "*")).isEmpty();
        }
    }
}
