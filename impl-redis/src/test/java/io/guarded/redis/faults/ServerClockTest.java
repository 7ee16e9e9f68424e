package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.redis.testing.RedisServer;
import io.guarded.redis.testing.ServerClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock of Redis by a minute while a lock is held. Row 35. */
final class ServerClockTest extends FaultTest {

    private static final Duration LEASE = Duration.ofSeconds(12);
    private static final Duration JUMP = Duration.ofSeconds(60);

    private ServerClock clock;
    private RedisServer redis;

    @BeforeEach
    void start() {
        Optional<ServerClock> made = ServerClock.make();
        assumeTrue(made.isPresent(), "no C compiler (cc) is there, which a server's clock needs to be moved");
        clock = made.get();
        redis = opened(RedisServer.goingBy(clock));
    }

    @Test
    void forwardEndsTheLeaseAndItsHolderIsToldByTheNextRenewal() throws Exception {
        NamedLock lock = lock(node(redis.url(), "guarded.lease", LEASE.toSeconds() + "s"));
        NamedLock other = lock(node(redis.url()));
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = lock.acquire();
        held.onLost(told::countDown);
        assertThat(isIn(redis, key)).isTrue();
        long start = System.nanoTime();

        clock.move(JUMP);

        assertThat(isIn(redis, key)).isFalse();
        assertThat(told.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertWithin(LEASE.dividedBy(3), start);
        assertThat(held.isHeld()).isFalse();
        try (LockHandle next = connected(other).acquire(LEASE)) {
            assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
            held.close();
            next.ensureHeld();
        }
    }

    @Test
    void backwardCostsNoLockAndTheNextRenewalSetsTheLeaseRight() {
        NamedLock lock = lock(node(redis.url(), "guarded.lease", LEASE.toSeconds() + "s"));
        NamedLock other = lock(node(redis.url()));
        LockHandle held = lock.acquire();
        long token = held.fencingToken();

        clock.move(JUMP.negated());

        // whoever died before the jump would keep it for so long
        assertThat(millisLeft()).isGreaterThan(LEASE.toMillis());
        await().atMost(LONG).until(() -> millisLeft() <= LEASE.toMillis());
        held.ensureHeld();
        assertThat(other.tryAcquire()).isEmpty();
        held.close();
        try (LockHandle next = other.acquire(LEASE)) {
            assertThat(next.fencingToken()).isGreaterThan(token);
        }
    }

    private long millisLeft() {
        return Long.parseLong(redis.command("PTTL", key));
    }

    private NamedLock lock(LockManager manager) {
        return connected(manager.getOrCreate(LockSpec.of(name).fenced()));
    }
}
