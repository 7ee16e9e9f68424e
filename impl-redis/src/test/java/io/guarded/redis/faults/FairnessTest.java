package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.NamedLock;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Hand-offs within a JVM spare Redis, and leave the other nodes their turn. */
final class FairnessTest extends FaultTest {

    /** Not the commands that only Redisson's scripts send, which never leave Redis. */
    private static final Pattern CALLS = Pattern.compile(
            "cmdstat_(?!info|config|exists|hincrby|hexists|pexpire|pttl|get|set|publish)[^:]+:calls=(\\d+)");

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int THREADS = 4;

    private final RedisServer redis = opened(RedisServer.start());

    @Test
    void weakerOfTwoNodesGetsItsShare() throws Exception {
        ChildNode other = opened(ChildNode.start(redis.url(), name, "30s"));
        NamedLock lock = connected(node(redis.url()).getOrCreate(name));
        assertThat(other.ask("acquire")).isEqualTo("acquired");
        assertThat(other.ask("close")).isEqualTo("closed");

        other.tell("hammer " + THREADS + " " + TIME.toMillis());
        long here = Hammer.pairs(lock, THREADS, TIME);
        long there = Long.parseLong(other.answer());

        assertThat(100 * Math.min(here, there) / (here + there)).as("percent").isGreaterThanOrEqualTo(30);
    }

    @Test
    void threadsOfOneNodeHardlyAskRedis() throws Exception {
        NamedLock lock = connected(node(redis.url()).getOrCreate(name));
        redis.command("CONFIG", "RESETSTAT");

        long pairs = Hammer.pairs(lock, 8, Duration.ofSeconds(3));

        long commands = CALLS.matcher(redis.command("INFO", "commandstats"))
                .results()
                .map(calls -> calls.group(1))
                .mapToLong(Long::parseLong)
                .sum();
        assertThat((double) commands / pairs).isLessThanOrEqualTo(0.1);
    }
}
