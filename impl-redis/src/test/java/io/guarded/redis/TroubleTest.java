package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Redis refuses is unavailable to the caller, never busy; and is served once Redis does not refuse it any more. */
final class TroubleTest {

    private static final Duration WAIT = Duration.ofMinutes(2);

    /** What is refused is told at once; this is for a busy machine that makes its first client. */
    private static final String[] PATIENT = {"guarded.store-timeout", "10s"};

    private final RedisServer redis = RedisServer.start();
    private final CloseableLockManager locks = Managers.at(redis.url(), PATIENT);
    private final NamedLock lock = locks.getOrCreate("name");
    private final NamedLock other = locks.getOrCreate("other");

    @BeforeEach
    void connect() {
        lock.acquire().close();
    }

    @AfterEach
    void stop() {
        locks.close();
        redis.close();
    }

    @Test
    void replicaIsUnavailableUntilItIsTheMaster() {
        redis.command("REPLICAOF", "127.0.0.1", "1");

        assertUnavailable("replica that takes no writes");

        redis.command("REPLICAOF", "NO", "ONE");
        assertServed(lock);
    }

    @Test
    void fullMemoryIsUnavailableUntilThereIsSome() {
        LockHandle held = other.acquire();
        redis.command("CONFIG", "SET", "maxmemory", "1");

        assertUnavailable("no memory left");
        held.ensureHeld();
        held.close();
        assertThat(other.isLocked()).isFalse();

        redis.command("CONFIG", "SET", "maxmemory", "0");
        assertServed(lock);
    }

    @Test
    void keyOfAnotherTypeIsUnavailableAndNoOtherName() {
        redis.command("SET", "lock:name", "text");

        assertUnavailable("something else than a lock");
        assertServed(other);
        assertThatThrownBy(lock::isLocked).isInstanceOf(LockUnavailableException.class);

        redis.command("DEL", "lock:name");
        assertServed(lock);
    }

    @Test
    void rightThatIsTakenAwayIsUnavailableUntilItIsGivenBack() {
        redis.command("ACL", "SETUSER", "default", "resetkeys", "~something");

        assertUnavailable("lacks a permission");

        redis.command("ACL", "SETUSER", "default", "~*");
        assertServed(lock);
    }

    @Test
    void holderWhoseLockIsEvictedIsTold() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (CloseableLockManager quick =
                Managers.at(redis.url(), "guarded.store-timeout", "10s", "guarded.lease", "3s")) {
            LockHandle held = quick.getOrCreate("name").acquire();
            held.onLost(told::countDown);
            redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
            redis.command("CONFIG", "SET", "maxmemory", "1");
            assertThatThrownBy(() -> redis.command("SET", "needs", "memory")).hasMessageContaining("SET needs");

            assertThat(told.await(40, TimeUnit.SECONDS)).isTrue();
            assertThat(held.isHeld()).isFalse();
            held.close();
            redis.command("CONFIG", "SET", "maxmemory", "0");
            assertServed(quick.getOrCreate("name"));
        }
    }

    private void assertUnavailable(String reason) {
        long start = System.nanoTime();
        assertThatThrownBy(lock::tryAcquire)
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> lock.acquire(WAIT))
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> lock.acquireAsync(WAIT).join())
                .hasCauseInstanceOf(LockUnavailableException.class)
                .hasMessageContaining(reason);
        // at once: nobody waits for what Redis refuses
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WAIT.dividedBy(2));
    }

    private static void assertServed(NamedLock wanted) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(LockUnavailableException.class)
                .until(() -> {
                    wanted.acquire(Duration.ofSeconds(5)).close();
                    return true;
                });
    }
}
