package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.Actors;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** What these tests share: a name of their own, and an end for all that they open, the latest first. */
abstract class FaultTest {

    static final Duration LONG = Duration.ofSeconds(40);

    /** What a loaded machine may add to a promised bound. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    final String name = "fault-" + UUID.randomUUID();
    final String key = "lock:" + name;
    final Actors actors = opened(new Actors());

    private Deque<AutoCloseable> open;

    final <T extends AutoCloseable> T opened(T resource) {
        if (open == null) {
            open = new ArrayDeque<>();
        }
        open.push(resource);
        return resource;
    }

    @AfterEach
    final void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    /** Another node: a manager with a client of its own. */
    final CloseableLockManager node(String url, String... configuration) {
        return opened(Managers.at(url, configuration));
    }

    /** A lock whose client is connected, however long that takes here: the fault is to hit what comes after. */
    static NamedLock connected(NamedLock lock) {
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(LockUnavailableException.class)
                .until(() -> {
                    lock.acquire().close();
                    return true;
                });
        return lock;
    }

    /** A manager whose client is connected. No lock of the test was used: no answer to a release of it is due. */
    static CloseableLockManager connected(CloseableLockManager manager) {
        connected(manager.getOrCreate("connected-" + UUID.randomUUID()));
        return manager;
    }

    static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    static boolean isIn(RedisServer redis, String key) {
        return redis.command("EXISTS", key).equals("1");
    }

    /** Waits until Redis has set the lease of a held key anew. */
    static void awaitRenewal(RedisServer redis, String key) {
        AtomicLong last = new AtomicLong(Long.MAX_VALUE);
        await().atMost(LONG).until(() -> {
            long left = Long.parseLong(redis.command("PTTL", key));
            assertThat(left).as("of the lease of a key that is there").isPositive();
            return left > last.getAndSet(left);
        });
    }

    static void assertWithin(Duration bound, long start) {
        assertThat(since(start)).isLessThan(bound.plus(MARGIN));
    }
}
