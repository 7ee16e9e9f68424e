package io.guarded.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.pubsub.LockPubSub;

/**
 * Takes a lock from the hold with a given field, compared and freed in one step. RLock.forceUnlock compares nothing, and
 * RLock.unlock frees only what the same client holds. Waiters are told as RLock tells them (RedissonLock.forceUnlockAsync,
 * 4.7.0).
 *
 * <p>It can be repeated, since a hold id is never used again. And it writes nothing that needs memory: DEL comes first, after
 * which Redis refuses no command of a script for want of memory. RLock.unlock is refused then.
 */
final class OwnerRelease {

    // the channel is no key here: a client that maps names would map it a second time
    private static final String RELEASE =
            """
            if redis.call('hexists', KEYS[1], ARGV[1]) == 0 then
              return 0
            end
            redis.call('del', KEYS[1])
            if ARGV[4] == '' then
              redis.pcall('spublish', ARGV[3], ARGV[2])
              redis.call('publish', ARGV[3], ARGV[2])
            else
              redis.call(ARGV[4], ARGV[3], ARGV[2])
            end
            return 1
            """;

    private OwnerRelease() {}

    /** True if the hold had the key. */
    static CompletionStage<Boolean> of(RedissonClient client, String key, String field) {
        Channel channel = Channel.of(client, key);
        return client.getScript(StringCodec.INSTANCE)
                .<Long>evalAsync(
                        RScript.Mode.READ_WRITE,
                        RELEASE,
                        RScript.ReturnType.LONG,
                        List.of(key),
                        field,
                        LockPubSub.UNLOCK_MESSAGE.toString(),
                        channel.name(),
                        channel.command())
                .thenApply(freed -> freed == 1);
    }
}
