package io.guarded.redis.testing;

import java.util.ArrayList;
import java.util.List;

/** Holds the servers of one set-up, so that all of them end, also when the next one does not start. */
final class Servers implements AutoCloseable {

    private final List<RedisServer> started = new ArrayList<>();

    RedisServer start(String... options) {
        RedisServer server = RedisServer.start(options);
        started.add(server);
        return server;
    }

    /** Ends the servers if what is still to be done with them fails. */
    void prepare(Runnable preparation) {
        try {
            preparation.run();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    @Override
    public void close() {
        started.forEach(RedisServer::close);
    }
}
