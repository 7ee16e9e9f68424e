package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever may not do all that locks need is told so before the first lock is held, in one message with the remedy. */
class SelfTestTest extends RedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisServer redis = RedisServer.start();

    @AfterEach
    void stop() {
        redis.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "~lock:*                          | the lock's key",
                "~redisson_lock__channel:{lock:*  | the key redisson_lock__channel:{…}",
                "~redisson_unlock_latch:{lock:*   | the key redisson_unlock_latch:{…}",
                "~guarded_token:*                 | the keys guarded_token:…",
                "~guarded_node:*                  | the keys guarded_node:…",
                "&redisson_lock__channel:{lock:*  | the channel redisson_lock__channel:{…}",
                "+evalsha                         | the command evalsha",
            })
    void missingRightIsNamedWithTheLineThatGivesIt(String left, String named) {
        user(
                "app",
                Arrays.stream(Permissions.forPrefix("lock:").all().split(" "))
                        .filter(right -> !right.equals(left))
                        .collect(Collectors.joining(" ")));
        try (TestContext context = TestContext.withUrl("redis://app:p@127.0.0.1:" + redis.port())) {
            RedisLockProvider provider = context.start();

            String message = messageOf(provider.acquire(key, newHold(), NOW, LEASE));

            assertThat(message)
                    .contains("the user \"app\" of Redis at redis://127.0.0.1:" + redis.port())
                    .contains("lacks a right for " + named + ". ")
                    .endsWith(" (a user for locks alone needs: "
                            + Permissions.forPrefix("lock:").all() + ")");
            assertThat(provider.verdict().state()).isEqualTo(Verdict.State.FAILED);
            assertThat(message).endsWith(provider.verdict().text());
            assertFree(redis, key);

            String remedy = message.substring(message.indexOf("ACL SETUSER"), message.indexOf(" (a user"));
            assertThat(remedy).contains(" " + left.strip().charAt(0));
            redis.command(remedy.split(" "));
            awaitAcquired(provider);
            assertThat(provider.verdict()).isEqualTo(Verdict.good(""));
        }
    }

    /** The default of Redis 7 for a user with all keys. */
    @Test
    void remedyFitsAUserThatHasAllKeysButNoChannel() {
        user("app", "~* +@all");
        try (TestContext context = TestContext.withUrl("redis://app:p@127.0.0.1:" + redis.port())) {
            RedisLockProvider provider = context.start();
            String message = messageOf(provider.acquire(key, newHold(), NOW, LEASE));

            redis.command(message.substring(message.indexOf("ACL SETUSER"), message.indexOf(" (a user"))
                    .split(" "));

            awaitAcquired(provider);
        }
    }

    @Test
    void wrongPasswordIsNamed() {
        user("app", "~* &* +@all");
        try (TestContext context = TestContext.withUrl("redis://app:wrong@127.0.0.1:" + redis.port())) {
            assertThat(messageOf(context.start().acquire(key, newHold(), NOW, LEASE)))
                    .contains("Redis at redis://127.0.0.1:" + redis.port() + " (guarded.redis.url) refuses the user or")
                    .contains("guarded.redis.password")
                    .doesNotContain("wrong");
        }
    }

    @Test
    void missingPasswordIsNamed() {
        redis.command("CONFIG", "SET", "requirepass", "secret");
        try (TestContext context = TestContext.withUrl(redis.url())) {
            assertThat(messageOf(context.start().acquire(key, newHold(), NOW, LEASE)))
                    .contains("wants a password. Set guarded.redis.password");
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
            assertThat(messageOf(provider.acquire(key, newHold(), NOW, LEASE)))
                    .contains("Redis cannot be reached at " + redis.url() + " (guarded.redis.url)");
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
    void whoMayNotAskForThePolicyHasLocksAllTheSame() {
        redis.command("CONFIG", "SET", "maxmemory", "100mb");
        redis.command("CONFIG", "SET", "maxmemory-policy", "volatile-ttl");
        user("app", Permissions.forPrefix("lock:").all() + " -info");
        try (TestContext context = TestContext.withUrl("redis://app:p@127.0.0.1:" + redis.port())) {
            RedisLockProvider provider = context.start();

            assertThat(acquired(provider, newHold())).isTrue();
            assertThat(provider.verdict()).isEqualTo(Verdict.good(""));
        }
    }

    @Test
    void badVerdictStandsForASecondForEverybody() {
        user("app", "~other:* &* +@all");
        try (TestContext context = TestContext.withUrl("redis://app:p@127.0.0.1:" + redis.port());
                Logged logged = Logged.from(Level.WARNING)) {
            RedisLockProvider provider = context.start();
            Set<Throwable> verdicts = new HashSet<>();
            long start = System.nanoTime();

            for (int i = 0; i < 300; i++) {
                verdicts.add(causeOf(provider.acquire(key, newHold(), NOW, LEASE)));
                verdicts.add(causeOf(provider.acquire(key, newHold(), Duration.ofMillis(5), LEASE)));
                verdicts.add(causeOf(provider.isHeld(key)));
            }

            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat((long) verdicts.size()).isBetween(1L, seconds + 2);
            assertThat(logged.text().split("lacks a right", -1)).hasSize(2);
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

    @Test
    void emptyPrefixIsTestedWithKeysThatHaveNone() {
        user("app", Permissions.forPrefix("lock:").all());
        try (TestContext context = TestContext.withUrl("redis://app:p@127.0.0.1:" + redis.port())) {
            String message = messageOf(context.start().acquire("migration", newHold(), NOW, LEASE));

            assertThat(message)
                    .contains("ACL SETUSER app ~* (")
                    .endsWith(Permissions.forPrefix("").all() + ")");
        }
    }

    private void user(String name, String rights) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", name, "reset", "on", ">p", "resetchannels"));
        command.addAll(List.of(rights.split(" ")));
        redis.command(command.toArray(String[]::new));
    }

    private void awaitAcquired(RedisLockProvider provider) {
        await().atMost(PATIENCE).ignoreException(CompletionException.class).until(() -> acquired(provider, newHold()));
    }

    private static Throwable causeOf(CompletableFuture<Boolean> answer) {
        Throwable[] cause = new Throwable[1];
        assertFails(answer)
                .isInstanceOf(LockUnavailableException.class)
                .satisfies(failure -> cause[0] = failure.getCause());
        return cause[0];
    }

    private static String messageOf(CompletableFuture<Boolean> answer) {
        String[] message = new String[1];
        assertFails(answer)
                .isInstanceOf(LockUnavailableException.class)
                .satisfies(failure -> message[0] = failure.getMessage());
        Matcher strangers = Pattern.compile("[\\p{Cntrl}]").matcher(message[0]);
        assertThat(strangers.find()).isFalse();
        return message[0];
    }
}
