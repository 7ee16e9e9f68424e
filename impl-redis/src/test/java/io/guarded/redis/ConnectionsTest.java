package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ConnectionsTest {

    private static final int NAMES = 10_000;
    private static final int WAITED_FOR = 1_000;
    private static final Duration LONG = Duration.ofMinutes(5);

    /** All at once: on a busy machine the last of them are answered late, and the whole takes its time. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void tenThousandNamesAndAThousandWaitsNeedNoMoreConnectionsThanOneName() {
        try (RedisServer redis = RedisServer.start();
                CloseableLockManager locks = Managers.at(redis.url(), "guarded.store-timeout", "30s")) {
            LockHandle one = locks.getOrCreate("one").acquire();
            String first = connections(redis);

            List<CompletableFuture<LockHandle>> held = new ArrayList<>();
            for (int i = 0; i < NAMES; i++) {
                held.add(locks.getOrCreate("name " + i).acquireAsync(LONG));
            }
            held.forEach(CompletableFuture::join);
            List<CompletableFuture<LockHandle>> waiting = new ArrayList<>();
            for (int i = 0; i < WAITED_FOR; i++) {
                redis.command("HSET", "lock:foreign " + i, "other:1", "1");
                waiting.add(locks.getOrCreate("foreign " + i).acquireAsync(LONG));
            }
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                            redis.command("PUBSUB", "CHANNELS").lines())
                    .hasSize(WAITED_FOR));

            assertThat(connections(redis)).isEqualTo(first);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            // or each would be told, and logged, as lost
            held.forEach(handle -> handle.join().close());
            one.close();
        }
    }

    /** Their ids: a connection that was made anew would have another. Without the one that asks. */
    private static String connections(RedisServer redis) {
        return redis.command("CLIENT", "LIST")
                .lines()
                .filter(line -> !line.contains("cmd=client"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .sorted()
                .toList()
                .toString();
    }
}
