package io.guarded.it;

import io.guarded.redis.testing.RedisServer;

/** Has one redis-server for all test classes; it ends with the JVM of the tests. */
final class Redis {

    static final RedisServer SERVER = RedisServer.start();

    private Redis() {}

    static boolean has(String key) {
        return SERVER.command("EXISTS", key).equals("1");
    }
}
