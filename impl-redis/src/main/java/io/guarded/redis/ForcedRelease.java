package io.guarded.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.pubsub.LockPubSub;

/**
 * Takes a lock from the hold with a given field, compared and freed in one step. RLock.forceUnlock compares nothing, and
 * RLock.unlock frees only what the same client holds. Waiters are told as RLock tells them (RedissonLock.forceUnlockAsync,
 * 4.7.0).
 */
final class ForcedRelease {

    private static final String RELEASE =
            """
            if redis.call('hexists', KEYS[1], ARGV[1]) == 0 then
              return 0
            end
            redis.call('del', KEYS[1])
            redis.call(ARGV[3], KEYS[2], ARGV[2])
            return 1
            """;

    private ForcedRelease() {}

    static CompletionStage<Boolean> of(RedissonClient client, String key, String field) {
        return client.getScript(StringCodec.INSTANCE)
                .<Long>evalAsync(
                        RScript.Mode.READ_WRITE,
                        RELEASE,
                        RScript.ReturnType.LONG,
                        List.of(key, "redisson_lock__channel:{" + key + "}"),
                        field,
                        LockPubSub.UNLOCK_MESSAGE.toString(),
                        publishCommand(client))
                .thenApply(freed -> freed == 1);
    }

    /** A cluster of Redis 7 has channels in slots. Only a client that is not Redisson's own class does not tell. */
    private static String publishCommand(RedissonClient client) {
        return client instanceof Redisson redisson
                ? redisson.getCommandExecutor()
                        .getConnectionManager()
                        .getSubscribeService()
                        .getPublishCommand()
                : "PUBLISH";
    }
}
