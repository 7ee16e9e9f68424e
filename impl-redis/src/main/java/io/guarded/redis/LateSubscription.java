package io.guarded.redis;

import java.util.concurrent.CompletableFuture;
import org.redisson.Redisson;
import org.redisson.RedissonLockEntry;
import org.redisson.api.RedissonClient;
import org.redisson.client.ChannelName;
import org.redisson.pubsub.LockPubSub;
import org.redisson.pubsub.PublishSubscribeService;

/**
 * Ends the subscription of a wait that was over before Redis had answered it. Redisson ends one that is never answered, but
 * not one that is answered late (PubSubConnectionEntry.subscribe, 4.7.0): its channel stays, with nobody who listens, until somebody
 * waits for the same lock again. So somebody does, for a moment.
 */
final class LateSubscription {

    private LateSubscription() {}

    /** Does nothing if there is none. Whoever waits for the lock just then is counted by Redisson, and keeps theirs. */
    static void end(RedissonClient client, String key) {
        // one behind a proxy, as CDI makes them, does not show its channels
        if (client instanceof Redisson redisson) {
            end(redisson, Channel.of(client, key).name(), client.getId() + ":" + key);
        }
    }

    /** @param entry the name by which RLock knows its channel (RedissonBaseLock.getEntryName) */
    private static void end(Redisson redisson, String channel, String entry) {
        PublishSubscribeService service = Channel.subscriptions(redisson);
        if (service.hasEntry(new ChannelName(channel))) {
            LockPubSub waits = service.getLockPubSub();
            CompletableFuture<RedissonLockEntry> wait = waits.subscribe(entry, channel);
            var unused = wait.thenAccept(mine -> waits.unsubscribe(mine, entry, channel));
        }
    }
}
