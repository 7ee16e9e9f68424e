package io.guarded.example.demo;

import java.util.ArrayList;
import java.util.List;

/** Ends all that were started, the last one first, if one of them does not start or when the demo is over. */
final class Servers implements AutoCloseable {

    private final List<Server> started = new ArrayList<>();

    Server add(Server server) {
        started.add(server);
        return server;
    }

    List<Server> all() {
        return List.copyOf(started);
    }

    @Override
    public void close() {
        for (int last = started.size() - 1; last >= 0; last--) {
            started.get(last).close();
        }
    }
}
