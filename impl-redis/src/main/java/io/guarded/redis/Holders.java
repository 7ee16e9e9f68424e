package io.guarded.redis;

import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

/** Looks for locks in Redis: ours and those of plain RLocks. Blocks, for it scans; to be called on the executor. */
final class Holders {

    private static final int CHUNK = 500;

    /** A hash of something else under the prefix is none: a lock's field ends in the number of its owner. */
    private static final Pattern OWNER = Pattern.compile(".+:-?\\d+");

    private static final String DESCRIBE =
            """
            if redis.call('type', KEYS[1]).ok ~= 'hash' then
              return {}
            end
            return {redis.call('hkeys', KEYS[1])[1], tostring(redis.call('pttl', KEYS[1]))}
            """;

    private Holders() {}

    static List<StoreHold> list(RedissonClient client, String keyPrefix) {
        KeysScanOptions scan =
                KeysScanOptions.defaults().pattern(literally(keyPrefix) + "*").chunkSize(CHUNK);
        // SCAN may give a key more than once
        Set<String> keys = new LinkedHashSet<>();
        client.getKeys().getKeys(scan).forEach(keys::add);
        List<CompletableFuture<Optional<Held>>> found =
                keys.stream().map(key -> look(client, key)).toList();
        NodeNames names = new NodeNames(client);
        // named here and not in a callback: that would be a thread of Redisson, which must not wait for it
        return found.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .map(held -> held.named(names))
                .toList();
    }

    private static CompletableFuture<Optional<Held>> look(RedissonClient client, String key) {
        return client.getScript(StringCodec.INSTANCE)
                .<List<String>>evalAsync(RScript.Mode.READ_WRITE, DESCRIBE, RScript.ReturnType.LIST, List.of(key))
                .thenApply(answer -> held(key, answer))
                .toCompletableFuture();
    }

    /** Nothing if the key is free by now, or never was a lock. */
    private static Optional<Held> held(String key, List<String> answer) {
        boolean isProbe = key.contains(SelfTest.PROBE);
        if (answer.size() < 2 || isProbe || !OWNER.matcher(answer.get(0)).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Held(key, answer.get(0), Long.parseLong(answer.get(1))));
    }

    private record Held(String key, String field, long millis) {

        StoreHold named(NodeNames names) {
            String clientId = field.substring(0, field.lastIndexOf(':'));
            return new StoreHold(key, field, names.of(clientId), millis < 0 ? null : Duration.ofMillis(millis));
        }
    }

    /** What SCAN would take for a pattern is escaped. */
    private static String literally(String text) {
        return text.replaceAll("([\\\\*?\\[\\]^-])", "\\\\$1");
    }
}
