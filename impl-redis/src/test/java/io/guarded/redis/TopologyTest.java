package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The YAML and the leaner Redisson also serve other forms of Redis than one server. */
class TopologyTest extends RedisTest {

    @Test
    void clusterIsServed() {
        try (RedisServer node = RedisServer.start("--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1")) {
            Stream<String> slots = IntStream.range(0, 16_384).mapToObj(Integer::toString);
            node.command(Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots).toArray(String[]::new));
            await().untilAsserted(
                            () -> assertThat(node.command("CLUSTER", "INFO")).contains("cluster_state:ok"));

            assertServed("clusterServersConfig:\n  scanInterval: 1000\n  nodeAddresses: [\"" + node.url() + "\"]\n");
        }
    }

    @Test
    void sentinelIsServed() {
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
                RedisServer sentinel = RedisServer.start("--sentinel")) {
            await().untilAsserted(() ->
                    assertThat(replica.command("INFO", "replication")).contains("link_status:up"));
            sentinel.command("SENTINEL", "MONITOR", "mymaster", "127.0.0.1", Integer.toString(master.port()), "1");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sentinel.command("SENTINEL", "REPLICAS", "mymaster"))
                            .contains(Integer.toString(replica.port())));

            assertServed("sentinelServersConfig:\n  masterName: mymaster\n  checkSentinelsList: false\n"
                    + "  sentinelAddresses: [\"" + sentinel.url() + "\"]\n");
        }
    }

    private void assertServed(String yaml) {
        try (TestContext context =
                new TestContext(Duration.ofSeconds(10)).with("guarded.redis.config", yaml + "nettyThreads: 2\n")) {
            RedisLockProvider provider = context.start();
            long first = newHold();
            long second = newHold();
            assertThat(acquired(provider, first)).isTrue();
            assertThat(provider.isHeld(key).join()).isTrue();
            CompletableFuture<Boolean> waiting = provider.acquire(key, second, Duration.ofSeconds(20), LEASE);
            assertThat(provider.renew(key, first, LEASE).join()).isTrue();
            assertThat(provider.release(key, first).join()).isTrue();
            assertThat(waiting.join()).isTrue();
            assertThat(provider.release(key, second).join()).isTrue();
            assertThat(provider.isHeld(key).join()).isFalse();
        }
    }
}
