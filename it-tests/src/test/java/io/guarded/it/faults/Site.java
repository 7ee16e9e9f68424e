package io.guarded.it.faults;

import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.Cluster;
import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.RedisServer;
import io.guarded.redis.testing.Sentinels;
import io.guarded.redis.testing.ServerClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Is where a history happens: Redis in one of its shapes, two workers, each behind a line of its own, and the resource. */
final class Site implements AutoCloseable {

    /** What kind of Redis it is. */
    enum Shape {
        /** One server that forgets everything at its end. */
        PLAIN,
        /** One server that writes each change to its log. */
        LOGGED,
        /** A master, a replica and three sentinels. */
        SENTINELS,
        /** A cluster of three masters. */
        CLUSTER
    }

    private static final int WORKERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    final Shape shape;

    /** By which a single server goes; empty if it cannot be moved here. */
    final Optional<ServerClock> clock;

    final Recording recording = new Recording();
    final List<Worker> workers = new ArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicInteger resourcePort = new AtomicInteger();
    private volatile RedisServer redis;

    /** Whether it has been all the time. */
    private boolean isClockRight = true;

    /** Whether something that was to end did not. */
    private boolean isHung;

    private Optional<Sentinels> sentinels = Optional.empty();
    private Optional<Cluster> cluster = Optional.empty();

    /**
     * Starts all of it.
     *
     * @param patches class path entries of the workers before the real ones
     */
    Site(Shape shape, List<Path> patches) {
        this.shape = shape;
        this.clock = isSingle() ? ServerClock.make() : Optional.empty();
        try {
            start(patches);
        } catch (RuntimeException | IOException e) {
            close();
            throw new IllegalStateException("the site did not start", e);
        }
    }

    private void start(List<Path> patches) throws IOException {
        open(Child.start(List.of(), Resource.class, this::hearResource));
        startRedis();
        awaitThat(() -> resourcePort.get() > 0);
        for (int i = 0; i < WORKERS; i++) {
            workers.add(open(isSingle() ? behindALine(i, patches) : direct(i, patches)));
        }
        workers.forEach(Worker::start);
        open(ServerPulse.of(this));
    }

    private void startRedis() throws IOException {
        switch (shape) {
            case PLAIN -> redis = open(single());
            case LOGGED -> {
                Path directory = Files.createTempDirectory(Path.of("target"), "redis-log")
                        .toAbsolutePath();
                redis = open(single("--appendonly", "yes", "--appendfsync", "always", "--dir", directory.toString()));
            }
            case SENTINELS -> {
                sentinels = Optional.of(open(Sentinels.start()));
                redis = sentinels.get().master();
            }
            case CLUSTER -> {
                cluster = Optional.of(open(Cluster.start()));
                redis = cluster.get().nodes().get(0);
            }
        }
    }

    private RedisServer single(String... options) {
        return clock.map(moved -> RedisServer.goingBy(moved, options)).orElseGet(() -> RedisServer.start(options));
    }

    private Worker behindALine(int number, List<Path> patches) {
        Proxy line = open(Proxy.to(redis.port()));
        return new Worker(number, Optional.of(line), "url", line.url(), resourcePort.get(), patches, recording);
    }

    private Worker direct(int number, List<Path> patches) {
        String configuration = sentinels
                .map(all -> all.yaml(Times.STORE_TIMEOUT))
                .or(() -> cluster.map(all -> all.yaml(Times.STORE_TIMEOUT)))
                .orElseThrow();
        return new Worker(number, Optional.empty(), "config", configuration, resourcePort.get(), patches, recording);
    }

    private void hearResource(String line) {
        if (line.startsWith(Resource.PORT)) {
            resourcePort.set(Integer.parseInt(line.substring(Resource.PORT.length())));
        } else if (line.startsWith(Resource.WRITE)) {
            recording.write(line.substring(Resource.WRITE.length()));
        }
    }

    private boolean isSingle() {
        return shape == Shape.PLAIN || shape == Shape.LOGGED;
    }

    private <T extends AutoCloseable> T open(T resource) {
        open.push(resource);
        return resource;
    }

    /** Where Redis has a lock. */
    static String key(String name) {
        return "lock:" + name;
    }

    /** The server that has a key now. */
    RedisServer serverOf(String key) {
        return cluster.map(all -> all.nodeOf(key)).orElse(redis);
    }

    /** The only server, the first node of a cluster, the master. */
    RedisServer redis() {
        return redis;
    }

    List<RedisServer> servers() {
        return cluster.map(Cluster::nodes).orElse(List.of(redis));
    }

    /** Ends the master for good; gives a moment before the replica had its place, when it has. */
    long failOver() {
        RedisServer next = sentinels.orElseThrow().replica();
        redis.kill();
        AtomicLong before = new AtomicLong(System.nanoTime());
        awaitThat(() -> {
            long asked = System.nanoTime();
            boolean isMaster = isMaster(next);
            if (!isMaster) {
                before.set(asked);
            }
            return isMaster;
        });
        redis = next;
        return before.get();
    }

    /** A replica that becomes the master closes the connections of all who ask it just then. */
    static boolean isMaster(RedisServer server) {
        try {
            return server.command("ROLE").startsWith("master");
        } catch (UncheckedIOException closed) {
            return false;
        }
    }

    /** Sets the clock of the single server. */
    void moveClock(Duration difference) {
        isClockRight = false;
        clock.orElseThrow().move(difference);
    }

    /** Nothing is known of what goes on here any more. */
    void hangs() {
        isHung = true;
    }

    /** Whether another history may happen here: a master does not come back, and neither do counters that are ahead. */
    boolean isWhole() {
        return isClockRight
                && !isHung
                && sentinels.map(all -> redis == all.master()).orElse(true);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Waits for what the others say is true. */
    static void awaitThat(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition);
    }
}
