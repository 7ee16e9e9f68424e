package io.guarded.redis;

import io.guarded.Guarded;
import io.guarded.core.LockProviderContract;
import io.guarded.redis.testing.RedisServer;
import io.guarded.spi.LockProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The provider contract on one Redis. */
final class RedisContractTest extends LockProviderContract {

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
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
        return Map.of("guarded.redis.url", redis.url());
    }

    @Override
    protected boolean isKeyInStore(String key) {
        return redis.command("EXISTS", key).equals("1");
    }
}
