package io.guarded.benchmarks.paired;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Makes contenders that use a RedissonClient of their own, as it is without settings. */
final class RedissonPeers implements AutoCloseable {

    private static final String COMPARE_AND_DELETE =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

    private final RedissonClient client;

    RedissonPeers(String url) {
        Config config = new Config();
        // the usual codec needs jars that Guarded leaves out; locks use none
        config.setCodec(StringCodec.INSTANCE);
        config.useSingleServer().setAddress(url).setTimeout(60_000).setConnectTimeout(60_000);
        client = Redisson.create(config);
    }

    Contender lock(String label) {
        return contender(label, "bare", client::getLock);
    }

    Contender fencedLock(String label) {
        return contender(label, "fenced", client::getFencedLock);
    }

    Contender fairLock(String label) {
        return contender(label, "fair", client::getFairLock);
    }

    private static Contender contender(String label, String prefix, Function<String, RLock> locks) {
        return Contender.of(label, (Loop.Pair) (name, work) -> {
            RLock lock = locks.apply(prefix + name);
            lock.lock();
            try {
                work.once();
            } finally {
                lock.unlock();
            }
        });
    }

    /** What one writes by hand: nothing renews it, and nobody can wait for it. */
    Contender setIfAbsent(String label) {
        RScript scripts = client.getScript(StringCodec.INSTANCE);
        String digest = scripts.scriptLoad(COMPARE_AND_DELETE);
        return Contender.of(label, (Loop.Pair) (name, work) -> {
            String key = "hand" + name;
            String owner = UUID.randomUUID().toString();
            if (!client.<String>getBucket(key, StringCodec.INSTANCE).setIfAbsent(owner, Duration.ofSeconds(30))) {
                throw new IllegalStateException(key + " is busy");
            }
            work.once();
            Long deleted =
                    scripts.evalSha(RScript.Mode.READ_WRITE, digest, RScript.ReturnType.LONG, List.of(key), owner);
            if (deleted != 1) {
                throw new IllegalStateException(key + " was lost");
            }
        });
    }

    /** One command and its answer: the yardstick for the others' round trips. */
    Contender roundTrip(String label) {
        return Contender.of(label, (Loop.Pair) (name, work) -> {
            client.getBucket("yardstick", StringCodec.INSTANCE).get();
            work.once();
        });
    }

    @Override
    public void close() {
        client.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
