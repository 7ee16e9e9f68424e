package io.guarded.redis;

import io.guarded.Guarded;
import io.guarded.core.LockProviderContract;
import io.guarded.redis.testing.Sentinels;
import io.guarded.spi.LockProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The provider contract on a master with a replica, found through sentinels. */
final class RedisSentinelContractTest extends LockProviderContract {

    private static Sentinels redis;

    @BeforeAll
    static void start() {
        redis = Sentinels.start();
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
        return redis.master().command("EXISTS", key).equals("1");
    }
}
