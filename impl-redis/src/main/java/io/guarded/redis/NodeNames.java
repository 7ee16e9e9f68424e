package io.guarded.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Knows the name of the node behind a client's id, which is all that a lock in Redis tells of its holder. A node registers
 * once for all its locks.
 */
final class NodeNames {

    static final String PREFIX = "guarded_node:";

    /** A node that died is forgotten after this; one that lives registers anew before. */
    static final Duration KEPT = Duration.ofHours(24);

    private final RedissonClient client;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    NodeNames(RedissonClient client) {
        this.client = client;
    }

    static CompletionStage<Void> register(RedissonClient client, String node) {
        return bucket(client, client.getId()).setAsync(node, KEPT);
    }

    static CompletionStage<Boolean> forget(RedissonClient client) {
        return bucket(client, client.getId()).deleteAsync();
    }

    /** The client's id itself if nobody registered it, as for an RLock of other code. */
    String of(String clientId) {
        return known.computeIfAbsent(clientId, this::look);
    }

    private String look(String clientId) {
        String name = bucket(client, clientId).get();
        return name == null ? clientId : name;
    }

    private static RBucket<String> bucket(RedissonClient client, String clientId) {
        return client.getBucket(PREFIX + clientId, StringCodec.INSTANCE);
    }
}
