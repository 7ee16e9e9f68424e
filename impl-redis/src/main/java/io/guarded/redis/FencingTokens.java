package io.guarded.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Takes fencing tokens from a fixed number of counters, which many names share: a counter for each name would stay for ever
 * (as RFencedLock's do), and a shared one still grows for each.
 *
 * <p>A token is at least the server's time in microseconds, so that tokens go on growing if the counters are lost, to a
 * restart without persistence or to FLUSHALL. They would go back only if that happens while the server's clock is set
 * back. Below 2^53, so Lua's numbers are exact, until the year 2255.
 */
final class FencingTokens {

    /** 2^10 counters: the upper bits of a product with the golden ratio spread names that differ only at their end. */
    private static final int UNUSED_BITS = 22;

    private static final int GOLDEN_RATIO = 0x9E3779B9;

    static final String PREFIX = "guarded_token:";

    private static final String TAKE =
            """
            local time = redis.call('time')
            local now = time[1] * 1000000 + time[2]
            local last = tonumber(redis.call('get', KEYS[1]) or '0')
            local first = math.max(last + 1, now)
            redis.call('set', KEYS[1], string.format('%.0f', first + ARGV[1] - 1))
            return string.format('%.0f', first)
            """;

    private FencingTokens() {}

    static CompletionStage<Long> take(RedissonClient client, String key, int count) {
        return takeFrom(client, counter(key), count);
    }

    /** Of one counter, for a name that is to be its own. */
    static CompletionStage<Long> takeFrom(RedissonClient client, String counter, int count) {
        return client.getScript(StringCodec.INSTANCE)
                .<String>evalAsync(
                        RScript.Mode.READ_WRITE,
                        TAKE,
                        RScript.ReturnType.STRING,
                        List.of(counter),
                        Integer.toString(count))
                .thenApply(Long::parseLong);
    }

    /** Nodes of different versions share the counters, so this never changes. A String's hash is the same on every JVM. */
    static String counter(String key) {
        return PREFIX + ((key.hashCode() * GOLDEN_RATIO) >>> UNUSED_BITS);
    }
}
