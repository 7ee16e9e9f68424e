package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever may not do all that locks need is told so before the first lock is held, in one message with the remedy. */
final class SelfTestRightsTest extends SelfTesting {

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

            String message = refusalBy(provider);

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
            String message = refusalBy(provider);

            redis.command(message.substring(message.indexOf("ACL SETUSER"), message.indexOf(" (a user"))
                    .split(" "));

            awaitAcquired(provider);
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
    void emptyPrefixIsTestedWithKeysThatHaveNone() {
        user("app", Permissions.forPrefix("lock:").all());
        try (TestContext context = TestContext.withUrl("redis://app:p@127.0.0.1:" + redis.port())) {
            String message = messageOf(context.start().acquire("migration", newHold(), NOW, LEASE));

            assertThat(message)
                    .contains("ACL SETUSER app ~* (")
                    .endsWith(Permissions.forPrefix("").all() + ")");
        }
    }
}
