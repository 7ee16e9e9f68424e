package io.guarded.redis;

import org.redisson.Redisson;
import org.redisson.RedissonObject;
import org.redisson.api.RedissonClient;
import org.redisson.pubsub.PublishSubscribeService;

/**
 * Where those who wait for a lock hear of its release, as RLock has it (RedissonLock.getChannelName, 4.7.0).
 *
 * @param name the channel's name
 * @param command how to publish; empty if unknown: then both ways are to be tried
 */
record Channel(String name, String command) {

    static Channel of(RedissonClient client, String key) {
        String stored = storedKey(client, key);
        String part = stored.contains("{") ? stored : "{" + stored + "}";
        return new Channel("redisson_lock__channel:" + part, command(client));
    }

    /** A client of the application may map names to keys; then the channel follows the key. */
    static String storedKey(RedissonClient client, String key) {
        return client.getLock(key) instanceof RedissonObject lock ? lock.getRawName() : key;
    }

    /** A cluster of Redis 7 has channels in slots. A client behind a proxy, as CDI makes them, does not tell. */
    private static String command(RedissonClient client) {
        return client instanceof Redisson redisson ? subscriptions(redisson).getPublishCommand() : "";
    }

    static PublishSubscribeService subscriptions(Redisson redisson) {
        return redisson.getCommandExecutor().getConnectionManager().getSubscribeService();
    }
}
