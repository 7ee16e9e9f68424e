package io.guarded.redis;

import io.guarded.Guarded;
import io.guarded.core.LockProviderContract;
import io.guarded.redis.testing.Cluster;
import io.guarded.spi.LockProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The provider contract on a cluster of three masters. */
final class RedisClusterContractTest extends LockProviderContract {

    private static Cluster redis;

    @BeforeAll
    static void start() {
        redis = Cluster.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected LockProvider newProvider() {
        return new RedisLockProvider();
    }

    @Override
    protected String type() {
        return Guarded.REDIS;
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("guarded.redis.config", redis.yaml());
    }

    @Override
    protected boolean isKeyInStore(String key) {
        return redis.nodeOf(key).command("EXISTS", key).equals("1");
    }
}
