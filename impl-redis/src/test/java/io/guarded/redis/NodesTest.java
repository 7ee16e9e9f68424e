package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockInfo;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.PlainJvm;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several nodes see of each other's locks. */
final class NodesTest {

    private static final String NAME = "order:7";
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final RedisServer redis = RedisServer.start();
    private final CloseableLockManager one = node("node one", "lock:");
    private final CloseableLockManager two = node("node two", "lock:");
    private final CloseableLockManager stranger = node("stranger", "test:");

    private CloseableLockManager node(String name, String prefix) {
        return Managers.at(
                redis.url(),
                "guarded.node",
                name,
                "guarded.key-prefix",
                prefix,
                "guarded.lease",
                LEASE.toSeconds() + "s");
    }

    /** However long the first connections take here: the bounds are for what comes after. */
    @BeforeEach
    void connect() {
        for (CloseableLockManager node : List.of(one, two, stranger)) {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(LockUnavailableException.class)
                    .until(() -> node.locks().isEmpty());
        }
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        stranger.close();
        redis.close();
    }

    @Test
    void equalPrefixesExcludeEachOtherAndDifferentOnesDoNot() {
        try (LockHandle held = one.getOrCreate(NAME).acquire()) {
            assertThat(two.getOrCreate(NAME).tryAcquire()).isEmpty();
            try (LockHandle another = stranger.getOrCreate(NAME).acquire(Duration.ZERO)) {
                another.ensureHeld();
                held.ensureHeld();
            }
            assertThat(stranger.getOrCreate(NAME).isLocked()).isFalse();
            assertThat(stranger.locks()).isEmpty();
        }
        two.getOrCreate(NAME).acquire(Duration.ZERO).close();
    }

    @Test
    void plainLockOfAnotherJvmAndOursExcludeEachOtherBothWays() throws Exception {
        NamedLock ours = one.getOrCreate(NAME);
        try (PlainJvm plain = PlainJvm.start(redis.url())) {
            LockHandle held = ours.acquire();
            assertThat(plain.ask("tryLock", "lock:" + NAME)).isEqualTo("false");
            held.close();
            assertThat(plain.ask("tryLock", "lock:" + NAME)).isEqualTo("true");

            assertThat(ours.tryAcquire()).isEmpty();
            assertThat(ours.isLocked()).isTrue();
            var waiting = ours.acquireAsync(Duration.ofMinutes(1));
            await().until(() -> !redis.command("PUBSUB", "CHANNELS").isEmpty());
            assertThat(plain.ask("unlock", "lock:" + NAME)).isEqualTo("done");

            assertThat(waiting).succeedsWithin(Duration.ofSeconds(40)).satisfies(LockHandle::close);
        }
    }

    @Test
    void holdOfAnotherNodeIsListedAndCanBeTakenAway() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        NamedLock far = two.getOrCreate(NAME);
        LockHandle held = one.getOrCreate(NAME).acquire();
        held.onLost(told::countDown);

        assertThat(far.isLocked()).isTrue();
        LockInfo near = one.locks().get(0);
        LockInfo seen = two.locks().get(0);
        assertThat(near.id()).isEqualTo(seen.id() + "~0");
        assertThat(seen.key()).isEqualTo("lock:" + NAME);
        assertThat(seen.name()).isEqualTo(NAME);
        assertThat(seen.node()).isEqualTo("node one").isEqualTo(near.node());
        assertThat(seen.thread()).isEmpty();
        assertThat(seen.since()).isEmpty();
        assertThat(seen.remaining().orElseThrow()).isBetween(Duration.ofMillis(1), LEASE);
        assertThat(near.thread()).contains(Thread.currentThread().getName());
        assertThat(near.since()).isPresent();

        assertThat(far.forceRelease(near.id() + "0")).isFalse();
        assertThat(held.isHeld()).isTrue();
        long freedAt = System.nanoTime();
        assertThat(far.forceRelease(seen.id())).isTrue();

        assertThat(far.isLocked()).isFalse();
        assertThat(two.locks()).isEmpty();
        LockHandle next = far.acquire(Duration.ZERO);
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        // by its next renewal and one time-out (3 s), not by the end of its lease; and what a loaded machine adds
        assertThat(Duration.ofNanos(System.nanoTime() - freedAt))
                .isLessThan(LEASE.dividedBy(3).plusSeconds(5));
        assertThat(held.isHeld()).isFalse();
        held.close();
        next.ensureHeld();
        next.close();
    }

    @Test
    void storeThatIsAwayIsToldAndNeverTakenForFree() {
        NamedLock lock = one.getOrCreate(NAME);
        lock.acquire();
        String id = one.locks().get(0).id();
        redis.kill();

        assertThatThrownBy(lock::isLocked).isInstanceOf(LockUnavailableException.class);
        assertThatThrownBy(one::locks).isInstanceOf(LockUnavailableException.class);
        assertThatThrownBy(() -> lock.forceRelease(id)).isInstanceOf(LockUnavailableException.class);
        assertThatThrownBy(() -> two.getOrCreate(NAME).isLocked()).isInstanceOf(LockUnavailableException.class);
        assertThatThrownBy(two::locks).isInstanceOf(LockUnavailableException.class);

        redis.restart();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(LockUnavailableException.class)
                .until(() ->
                        !lock.isLocked() && one.locks().isEmpty() && two.locks().isEmpty() && !lock.forceRelease(id));
    }
}
