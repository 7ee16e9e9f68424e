package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.guarded.LockHandle;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Cluster;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures what it costs this process to renew 10,000 held locks, each 10 s (the default lease is 30 s): its CPU time, less
 * that of the same process without a lock. Takes four minutes and wants a machine of its own, so it runs only when it is asked for:
 *
 * <pre>
 * mvn test -pl api,core,impl-redis -Dtest=RenewalCostTest -Dsurefire.failIfNoSpecifiedTests=false -Dguarded.renewal-cost=60
 * </pre>
 *
 * <p>The property's value is how many seconds are measured.
 */
@EnabledIfSystemProperty(named = "guarded.renewal-cost", matches = "\\d+")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RenewalCostTest {

    private static final int LOCKS = 10_000;

    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("guarded.renewal-cost", 60));

    /** Of one core. */
    private static final double LIMIT = 0.10;

    @Test
    void renewalOnOneServerCostsLessThanATenthOfACore() {
        try (RedisServer redis = RedisServer.start();
                CloseableLockManager locks = Managers.at(redis.url())) {
            assertThat(cost("one server", locks, List.of(redis))).isLessThan(LIMIT);
        }
    }

    @Test
    void renewalOnAClusterCostsLessThanATenthOfACore() {
        try (Cluster cluster = Cluster.start();
                CloseableLockManager locks = Managers.configured(cluster.yaml())) {
            assertThat(cost("a cluster of three", locks, cluster.nodes())).isLessThan(LIMIT);
        }
    }

    private static double cost(String what, CloseableLockManager locks, List<RedisServer> servers) {
        locks.getOrCreate("first").acquire().close();
        double idle = load(Duration.ofSeconds(20));
        List<CompletableFuture<LockHandle>> asked = new ArrayList<>();
        for (int i = 0; i < LOCKS; i++) {
            asked.add(locks.getOrCreate("name " + i)
                    .acquireAsync(Duration.ofMinutes(1))
                    .toCompletableFuture());
        }
        List<LockHandle> held = asked.stream().map(CompletableFuture::join).toList();
        // the first round of renewals compiles what the others use
        load(Duration.ofSeconds(20));
        long before = renewals(servers);
        double renewing = load(MEASURED);
        long renewals = renewals(servers) - before;

        assertThat(held).allMatch(LockHandle::isHeld);
        // two rounds at least, or it was not renewal that was measured
        assertThat(renewals).isGreaterThan(LOCKS * (MEASURED.toSeconds() / 10 - 1));
        System.out.printf(
                "renewal of %,d locks on %s: %.1f %% of a core (idle %.1f %% taken off), %,d renewals in %d s%n",
                LOCKS, what, (renewing - idle) * 100, idle * 100, renewals, MEASURED.toSeconds());
        held.forEach(LockHandle::close);
        return renewing - idle;
    }

    /** How many leases were set anew: the script's command that does it, which nothing else sends meanwhile. */
    private static long renewals(List<RedisServer> servers) {
        return servers.stream()
                .flatMap(server -> server.command("INFO", "commandstats").lines())
                .filter(line -> line.startsWith("cmdstat_pexpire:calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    /** Seconds of CPU per second of this process. */
    private static double load(Duration time) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = System.nanoTime();
        long before = system.getProcessCpuTime();
        await().atMost(time.plusMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> System.nanoTime() - start >= time.toNanos());
        return (double) (system.getProcessCpuTime() - before) / (System.nanoTime() - start);
    }
}
