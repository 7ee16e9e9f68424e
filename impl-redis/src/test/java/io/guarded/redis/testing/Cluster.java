package io.guarded.redis.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs a cluster of three masters without replicas for a test, as {@link RedisServer} runs one server. Safe for use by many
 * threads.
 */
public final class Cluster implements AutoCloseable {

    private static final int NODES = 3;
    private static final int SLOTS = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Servers servers = new Servers();
    private final List<RedisServer> nodes = new ArrayList<>();

    private Cluster() {}

    /**
     * Starts the nodes and returns when each of them knows where each slot is.
     *
     * @return the cluster
     */
    public static Cluster start() {
        Cluster cluster = new Cluster();
        cluster.servers.prepare(cluster::prepare);
        return cluster;
    }

    private void prepare() {
        for (int i = 0; i < NODES; i++) {
            // a node that a test has stopped must not stop the others' slots
            RedisServer node = servers.start(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-require-full-coverage",
                    "no",
                    "--cluster-announce-ip",
                    "127.0.0.1");
            int number = i;
            node.command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            Stream<String> slots = IntStream.range(0, SLOTS)
                    .filter(slot -> owner(slot) == number)
                    .mapToObj(Integer::toString);
            node.command(Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots).toArray(String[]::new));
            nodes.add(node);
        }
        RedisServer first = nodes.get(0);
        nodes.stream()
                .skip(1)
                .forEach(other -> first.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port())));
        nodes.forEach(node -> await().atMost(PATIENCE).until(() -> knowsAll(node)));
    }

    private static boolean knowsAll(RedisServer node) {
        String info = node.command("CLUSTER", "INFO");
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_assigned:" + SLOTS)
                && info.contains("cluster_known_nodes:" + NODES);
    }

    private static int owner(int slot) {
        return slot * NODES / SLOTS;
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
        return yaml(Sentinels.answeringIn(timeout));
    }

    private String yaml(String more) {
        return nodes.stream()
                .map(node -> "\"" + node.url() + "\"")
                .collect(Collectors.joining(
                        ", ",
                        "clusterServersConfig:\n  scanInterval: 1000\n" + Sentinels.SMALL + more + "  nodeAddresses: [",
                        "]\nthreads: 2\nnettyThreads: 2\n"));
    }

    /**
     * Gives the nodes.
     *
     * @return three masters, the first with the lowest slots
     */
    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Finds the node that has a key, as the cluster itself computes it.
     *
     * @param key any key
     * @return its node
     */
    public RedisServer nodeOf(String key) {
        return nodes.get(owner(Integer.parseInt(nodes.get(0).command("CLUSTER", "KEYSLOT", key))));
    }

    @Override
    public void close() {
        servers.close();
    }
}
