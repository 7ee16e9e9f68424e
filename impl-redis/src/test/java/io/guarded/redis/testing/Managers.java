package io.guarded.redis.testing;

import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.redis.RedisLockProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes lock managers as an application's, each with a client of its own: to Redis each is a node. */
public final class Managers {

    private Managers() {}

    /**
     * Makes a manager of locks in Redis.
     *
     * @param url where Redis is
     * @param more names and values of configuration, in turn
     * @return the manager, to be closed
     */
    public static CloseableLockManager at(String url, String... more) {
        return with("guarded.redis.url", url, more);
    }

    /**
     * Makes a manager of locks in several Redis servers.
     *
     * @param yaml the value of {@code guarded.redis.config}
     * @param more names and values of configuration, in turn
     * @return the manager, to be closed
     */
    public static CloseableLockManager configured(String yaml, String... more) {
        return with("guarded.redis.config", yaml, more);
    }

    private static CloseableLockManager with(String property, String value, String... more) {
        Map<String, String> configuration = new HashMap<>(Map.of("guarded.default-type", "redis", property, value));
        for (int i = 0; i < more.length; i += 2) {
            configuration.put(more[i], more[i + 1]);
        }
        return LockManagers.builder()
                .providers(List.of(new RedisLockProvider()))
                .config(name -> Optional.ofNullable(configuration.get(name)))
                .build();
    }
}
