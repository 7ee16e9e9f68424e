package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockLostException;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import io.guarded.redis.testing.Sentinels;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Redis forgets a lock that is held: its holder is told, and the tokens of those who come later are higher.
 * Rows 14, 23, 24 and 27.
 */
final class LostDataTest extends FaultTest {

    private static final Duration LEASE = Duration.ofSeconds(12);

    enum Loss {
        FLUSHALL,
        DEL,
        RENAME,
        RESTART;

        void happenTo(RedisServer redis, String key) {
            switch (this) {
                case FLUSHALL -> redis.command("FLUSHALL");
                case DEL -> redis.command("DEL", key);
                case RENAME -> redis.command("RENAME", key, "away");
                case RESTART -> redis.restart();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void holderIsToldByItsNextRenewal(Loss loss) throws Exception {
        RedisServer redis = opened(RedisServer.start());
        NamedLock lock = lock(node(redis.url(), "guarded.lease", LEASE.toSeconds() + "s"));
        NamedLock other = lock(node(redis.url()));
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = lock.acquire();
        held.onLost(told::countDown);
        long start = System.nanoTime();

        loss.happenTo(redis, key);

        assertThat(told.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        // a restart takes its time, and so does the first connection after it
        assertWithin(loss == Loss.RESTART ? LEASE : LEASE.dividedBy(3), start);
        assertLost(held);
        try (LockHandle next = connected(other).acquire(LEASE)) {
            assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
            held.close();
            next.ensureHeld();
            assertThat(isIn(redis, key)).isTrue();
        }
    }

    private static final String[] QUICK = {"guarded.lease", LEASE.toSeconds() + "s", "guarded.store-timeout", "2s"};

    /** No lock can do better than its store: the fence is what keeps the resource. */
    @Test
    void failoverToAReplicaWithoutTheLockIsToldAndTheFenceGoesOn() throws Exception {
        Sentinels redis = opened(Sentinels.start());
        NamedLock lock = lock(opened(Managers.configured(redis.yaml(), QUICK)));
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = lock.acquire(LEASE);
        held.onLost(told::countDown);
        // as if it had not been replicated in time
        redis.replica().command("CONFIG", "SET", "replica-read-only", "no");
        assertThat(redis.replica().command("DEL", key)).isEqualTo("1");
        long start = System.nanoTime();

        redis.master().kill();

        assertThat(told.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertWithin(LEASE, start);
        assertLost(held);
        held.close();
        try (LockHandle next = connected(lock).acquire(LEASE)) {
            assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
            assertThat(isIn(redis.replica(), key)).isTrue();
        }
    }

    /** The client waits for a replica to have the lock, too; nobody is told that such a lock is theirs, or that it is busy. */
    @Test
    void lockThatNoReplicaConfirmsIsUnavailableInTimeAndLeavesNothing() {
        Sentinels redis = opened(Sentinels.start());
        NamedLock lock = lock(opened(Managers.configured(redis.yaml(), QUICK)));
        redis.replica().pause();
        long start = System.nanoTime();

        assertThatThrownBy(lock::tryAcquire).isInstanceOf(LockUnavailableException.class);

        assertWithin(Duration.ofSeconds(2), start);
        redis.replica().resume();
        await().atMost(LONG).until(() -> !isIn(redis.master(), key));
    }

    private NamedLock lock(LockManager manager) {
        return connected(manager.getOrCreate(LockSpec.of(name).fenced()));
    }

    private static void assertLost(LockHandle held) {
        assertThat(held.isHeld()).isFalse();
        assertThatThrownBy(held::ensureHeld).isInstanceOf(LockLostException.class);
    }
}
