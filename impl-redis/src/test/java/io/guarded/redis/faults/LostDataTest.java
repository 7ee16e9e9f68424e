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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Redis forgets a lock that is held: its holder is told, and the tokens of those who come later are higher.
 * Rows 14, 23, 24 and 27.
 */
final class LostDataTest extends FaultTest {

    private static final Duration LEASE = Duration.ofSeconds(12);

    /** So long that what is told by a renewal is told well before the holder's own deadline would tell it. */
    private static final Duration LONG_LEASE = Duration.ofSeconds(30);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    enum Loss {
        FLUSHALL,
        DEL,
        RENAME;

        void happenTo(RedisServer redis, String key) {
            switch (this) {
                case FLUSHALL -> redis.command("FLUSHALL");
                case DEL -> redis.command("DEL", key);
                case RENAME -> redis.command("RENAME", key, "away");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void holderIsToldByItsNextRenewal(Loss loss) throws Exception {
        RedisServer redis = opened(RedisServer.start());
        NamedLock lock = lock(node(redis.url(), with(LEASE)));
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = lock.acquire();
        held.onLost(told::countDown);
        long start = System.nanoTime();

        loss.happenTo(redis, key);

        assertThat(told.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertWithin(LEASE.dividedBy(3), start);
        assertLostToAnother(redis, held);
    }

    /** However long the restart took: from then on it is a renewal that tells it, and not the end of the lease. */
    @Test
    void holderIsToldByItsNextRenewalAfterARestart() throws Exception {
        RedisServer redis = opened(RedisServer.start());
        NamedLock lock = lock(node(redis.url(), with(LONG_LEASE)));
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = lock.acquire();
        held.onLost(told::countDown);

        redis.restart();

        long back = System.nanoTime();
        assertThat(told.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertWithin(LONG_LEASE.dividedBy(3).plus(TIMEOUT), back);
        assertLostToAnother(redis, held);
    }

    private void assertLostToAnother(RedisServer redis, LockHandle held) {
        NamedLock other = lock(node(redis.url()));
        assertLost(held);
        try (LockHandle next = other.acquire(LEASE)) {
            assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
            held.close();
            next.ensureHeld();
            assertThat(isIn(redis, key)).isTrue();
        }
    }

    private static String[] with(Duration lease) {
        return new String[] {
            "guarded.lease", lease.toSeconds() + "s", "guarded.store-timeout", TIMEOUT.toSeconds() + "s"
        };
    }

    /** No lock can do better than its store: the fence is what keeps the resource. */
    @Test
    void failoverToAReplicaWithoutTheLockIsToldAndTheFenceGoesOn() throws Exception {
        Sentinels redis = opened(Sentinels.start());
        NamedLock lock = lock(opened(Managers.configured(redis.yaml(), with(LONG_LEASE))));
        AtomicLong toldAt = new AtomicLong();
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = lock.acquire(LEASE);
        held.onLost(() -> {
            toldAt.set(System.nanoTime());
            told.countDown();
        });
        // as if neither it nor its token had been replicated in time
        redis.replica().command("CONFIG", "SET", "replica-read-only", "no");
        assertThat(redis.replica().command("DEL", key)).isEqualTo("1");
        List<String> counters =
                redis.replica().command("KEYS", "guarded_token:*").lines().toList();
        assertThat(counters).isNotEmpty();
        counters.forEach(counter -> redis.replica().command("DEL", counter));
        long start = System.nanoTime();

        redis.master().kill();

        assertThat(told.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        // nothing is added for slow machines: before the lease is over, or it is worth nothing
        assertThat(Duration.ofNanos(toldAt.get() - start)).isLessThan(LONG_LEASE);
        assertLost(held);
        held.close();
        try (LockHandle next = connected(lock).acquire(LEASE)) {
            // by the server's time, since no counter tells it
            assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
            assertThat(isIn(redis.replica(), key)).isTrue();
        }
    }

    /** The client waits for a replica to have the lock, too; nobody is told that such a lock is theirs, or that it is busy. */
    @Test
    void lockThatNoReplicaConfirmsIsUnavailableInTimeAndLeavesNothing() {
        Sentinels redis = opened(Sentinels.start());
        NamedLock lock = lock(opened(Managers.configured(redis.yaml(), with(LEASE))));
        redis.replica().pause();
        long start = System.nanoTime();

        assertThatThrownBy(lock::tryAcquire).isInstanceOf(LockUnavailableException.class);

        assertWithin(TIMEOUT, start);
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
