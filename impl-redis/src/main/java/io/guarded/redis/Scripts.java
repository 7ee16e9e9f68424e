package io.guarded.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Asks about a lock in Redis where an RLock has no form that fits. Each script names its key, so that a cluster finds the
 * slot; Redisson sends it by its digest (useScriptCache). In READ_WRITE mode it goes to the master: a replica may not have
 * heard of a lock yet.
 */
final class Scripts {

    // RLock.expire does not look at the owner, and Redisson's watchdog keeps the answer to itself
    private static final String RENEW =
            """
            if redis.call('hexists', KEYS[1], ARGV[1]) == 1 then
              return redis.call('pexpire', KEYS[1], ARGV[2])
            end
            return 0
            """;

    // hlen and not exists: what is at the key must be a lock
    private static final String IS_HELD = "return redis.call('hlen', KEYS[1])";

    private Scripts() {}

    static CompletionStage<Boolean> renew(RedissonClient client, Hold hold, Duration lease) {
        return eval(client, RENEW, hold.key(), hold.field(client), Long.toString(Hold.millis(lease)));
    }

    static CompletionStage<Boolean> isHeld(RedissonClient client, String key) {
        return eval(client, IS_HELD, key);
    }

    private static CompletionStage<Boolean> eval(RedissonClient client, String script, String key, Object... values) {
        RScript scripts = client.getScript(StringCodec.INSTANCE);
        return scripts.<Long>evalAsync(RScript.Mode.READ_WRITE, script, RScript.ReturnType.LONG, List.of(key), values)
                .thenApply(answer -> answer > 0);
    }
}
