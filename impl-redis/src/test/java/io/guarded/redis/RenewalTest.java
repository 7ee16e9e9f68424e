package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockUnavailableException;
import io.guarded.redis.testing.Cluster;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many renewals at once: one command each, answered each on its own. RenewalCostTest measures what they cost. */
final class RenewalTest extends RedisTest {

    private static final int HOLDS = 1_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void thousandRenewalsAreAsManyCommandsAndBadKeysCostOnlyThemselves() {
        try (RedisServer redis = RedisServer.start();
                TestContext context = new TestContext(TIMEOUT).with("guarded.redis.url", redis.url())) {
            RedisLockProvider provider = context.start();
            List<Hold> holds = held(provider);
            redis.command("SET", holds.get(100).key(), "no lock");
            redis.command("DEL", holds.get(200).key());
            redis.command("DEL", holds.get(300).key());
            redis.command("HSET", holds.get(300).key(), "other:1", "1");
            // so that the script is known
            provider.renew(holds.get(0).key(), holds.get(0).id(), LEASE).join();
            redis.command("CONFIG", "RESETSTAT");

            List<CompletableFuture<Boolean>> answers = renewed(provider, holds);

            assertFails(answers.get(100))
                    .isInstanceOf(LockUnavailableException.class)
                    .hasMessageContaining("something else than a lock");
            assertThat(answers.get(200).join()).isFalse();
            assertThat(answers.get(300).join()).isFalse();
            for (int i = 0; i < HOLDS; i++) {
                if (i != 100 && i != 200 && i != 300) {
                    assertThat(answers.get(i).join()).isTrue();
                }
            }
            String commands = redis.command("INFO", "commandstats");
            assertThat(commands)
                    .contains("cmdstat_evalsha:calls=" + HOLDS + ",")
                    .contains("cmdstat_pexpire:calls=" + (HOLDS - 3) + ",")
                    .doesNotContain("cmdstat_eval:")
                    .doesNotContain("cmdstat_script");
        }
    }

    @Test
    void frozenNodeOfAClusterCostsOnlyTheHoldsThatItHas() {
        try (Cluster cluster = Cluster.start();
                TestContext context = new TestContext(TIMEOUT).with("guarded.redis.config", cluster.yaml())) {
            RedisLockProvider provider = context.start();
            List<Hold> holds = held(provider);
            RedisServer frozen = cluster.nodes().get(1);
            List<Boolean> isFrozen = holds.stream()
                    .map(hold -> cluster.nodeOf(hold.key()) == frozen)
                    .toList();
            frozen.pause();

            List<CompletableFuture<Boolean>> answers = renewed(provider, holds);

            for (int i = 0; i < HOLDS; i++) {
                if (!isFrozen.get(i)) {
                    assertThat(answers.get(i))
                            .succeedsWithin(TIMEOUT.dividedBy(2))
                            .isEqualTo(true);
                }
            }
            assertThat(isFrozen).contains(true, false);
            frozen.resume();
            // late, or unavailable, but no loss
            answers.forEach(answer -> assertThat(answer.exceptionally(RenewalTest::isUnavailable))
                    .succeedsWithin(TIMEOUT.multipliedBy(2))
                    .isEqualTo(true));
        }
    }

    private static boolean isUnavailable(Throwable failure) {
        return Failures.cause(failure) instanceof LockUnavailableException;
    }

    private List<Hold> held(RedisLockProvider provider) {
        List<Hold> holds = new ArrayList<>();
        List<CompletableFuture<Boolean>> granted = new ArrayList<>();
        for (int i = 0; i < HOLDS; i++) {
            Hold hold = new Hold(key + i, newHold());
            holds.add(hold);
            granted.add(provider.acquire(hold.key(), hold.id(), NOW, Duration.ofMinutes(5)));
        }
        granted.forEach(answer ->
                assertThat(answer).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(true));
        return holds;
    }

    private static List<CompletableFuture<Boolean>> renewed(RedisLockProvider provider, List<Hold> holds) {
        return holds.stream()
                .map(hold -> provider.renew(hold.key(), hold.id(), Duration.ofMinutes(5)))
                .toList();
    }
}
