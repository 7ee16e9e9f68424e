package io.guarded.redis.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs a master, its replica and three sentinels for a test, as {@link RedisServer} runs one server. The sentinels promote the
 * replica about four seconds after the master is gone. Safe for use by many threads.
 */
public final class Sentinels implements AutoCloseable {

    private static final String NAME = "mymaster";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Servers servers = new Servers();
    private final List<RedisServer> sentinels = new ArrayList<>();
    private RedisServer master;
    private RedisServer replica;

    private Sentinels() {}

    /**
     * Starts the servers and returns when the replica is in step and the sentinels know each other.
     *
     * @return the servers
     */
    public static Sentinels start() {
        Sentinels all = new Sentinels();
        all.servers.prepare(all::prepare);
        return all;
    }

    private void prepare() {
        master = servers.start("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0");
        replica = servers.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
        await().atMost(PATIENCE)
                .until(() -> replica.command("INFO", "replication").contains("master_link_status:up"));
        for (int i = 0; i < 3; i++) {
            sentinels.add(servers.start("--sentinel"));
        }
        sentinels.forEach(this::monitor);
        sentinels.forEach(sentinel -> await().atMost(PATIENCE).until(() -> knowsAll(sentinel)));
    }

    private void monitor(RedisServer sentinel) {
        sentinel.command("SENTINEL", "MONITOR", NAME, "127.0.0.1", Integer.toString(master.port()), "2");
        // a master that a busy machine does not let answer for a second or two is not gone
        sentinel.command("SENTINEL", "SET", NAME, "down-after-milliseconds", "3000", "failover-timeout", "5000");
    }

    private static boolean knowsAll(RedisServer sentinel) {
        return sentinel.command("INFO", "sentinel").contains("slaves=1,sentinels=3");
    }

    /**
     * Gives the configuration of a client.
     *
     * @return a value for {@code guarded.redis.config}
     */
    public String yaml() {
        return yaml("");
    }

    /**
     * Gives the configuration of a client that waits no longer for an answer than the locks do.
     *
     * @param timeout that of {@code guarded.store-timeout}
     * @return a value for {@code guarded.redis.config}
     */
    public String yaml(Duration timeout) {
        return yaml(answeringIn(timeout));
    }

    /** Else a connection that is lost before its first answer keeps Redisson for 3 s from looking for a new master. */
    static String answeringIn(Duration timeout) {
        return "  timeout: " + timeout.toMillis() + "\n";
    }

    private String yaml(String more) {
        return sentinels.stream()
                .map(sentinel -> "\"" + sentinel.url() + "\"")
                .collect(Collectors.joining(
                        ", ",
                        "sentinelServersConfig:\n  masterName: " + NAME + "\n  scanInterval: 500\n" + SMALL + more
                                + "  sentinelAddresses: [",
                        "]\nthreads: 2\nnettyThreads: 2\n"));
    }

    /** Few connections at the start, which otherwise is most of what a test with many clients does. */
    static final String SMALL =
            """
              masterConnectionMinimumIdleSize: 1
              slaveConnectionMinimumIdleSize: 1
              subscriptionConnectionMinimumIdleSize: 1
            """;

    /**
     * Gives the server that was the master at the start.
     *
     * @return the first master
     */
    public RedisServer master() {
        return master;
    }

    /**
     * Gives the server that was the replica at the start.
     *
     * @return the first replica
     */
    public RedisServer replica() {
        return replica;
    }

    @Override
    public void close() {
        servers.close();
    }
}
