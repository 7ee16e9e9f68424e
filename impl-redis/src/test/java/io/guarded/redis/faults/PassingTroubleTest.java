package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.Actors;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes before the lease is over costs no lock, and no waiter misses the release. Rows 15, 17, 18, 21 and 22. */
final class PassingTroubleTest extends FaultTest {

    private static final Duration LEASE = Duration.ofSeconds(15);

    enum Trouble {
        CONNECTIONS,
        SUBSCRIPTIONS,
        SCRIPTS;

        void happenTo(RedisServer redis) {
            switch (this) {
                case CONNECTIONS -> redis.command("CLIENT", "KILL", "TYPE", "normal");
                case SUBSCRIPTIONS -> redis.command("CLIENT", "KILL", "TYPE", "pubsub");
                case SCRIPTS -> redis.command("SCRIPT", "FLUSH");
            }
        }
    }

    private final CountDownLatch told = new CountDownLatch(1);

    private CloseableLockManager nodeOf(RedisServer redis) {
        return node(redis.url(), "guarded.lease", LEASE.toSeconds() + "s", "guarded.store-timeout", "2s");
    }

    private LockHandle held(NamedLock lock) {
        LockHandle held = lock.acquire();
        held.onLost(told::countDown);
        return held;
    }

    /** Also after the trouble Redis sets its lease anew. */
    private void assertStaysHeld(RedisServer redis, LockHandle held) {
        awaitRenewal(redis, key);
        assertThat(told.getCount()).as("not told as lost").isEqualTo(1);
        held.ensureHeld();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void holdStaysAndItsReleaseReachesTheWaiter(Trouble trouble) throws Exception {
        RedisServer redis = opened(RedisServer.start());
        NamedLock near = connected(nodeOf(redis).getOrCreate(name));
        NamedLock far = connected(nodeOf(redis).getOrCreate(name));
        LockHandle held = held(near);

        trouble.happenTo(redis);

        assertStaysHeld(redis, held);
        CompletableFuture<LockHandle> waiting = far.acquireAsync(LONG);
        await().atMost(LONG).until(() -> redis.command("PUBSUB", "CHANNELS").contains(key));
        trouble.happenTo(redis);
        long start = System.nanoTime();
        held.close();
        LockHandle next = waiting.get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertWithin(Duration.ofSeconds(3), start);
        next.ensureHeld();
        next.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WRITE", "ALL"})
    void pauseIsUnavailableInTimeAndCostsNoLock(String mode) throws Exception {
        RedisServer redis = opened(RedisServer.start());
        CloseableLockManager node = nodeOf(redis);
        NamedLock other = connected(node.getOrCreate(name + "-other"));
        LockHandle held = held(node.getOrCreate(name));

        // three times the time-out, and less than the lease: a busy machine asks in time, and is not late for the lease
        redis.command("CLIENT", "PAUSE", "6000", mode);
        long start = System.nanoTime();
        assertThatThrownBy(other::tryAcquire).isInstanceOf(LockUnavailableException.class);
        assertWithin(Duration.ofSeconds(2), start);

        assertStaysHeld(redis, held);
        held.close();
        await().atMost(LONG).until(() -> !isIn(redis, key + "-other"));
        connected(other);
    }

    /** A script of somebody else: Redis answers BUSY to all who ask meanwhile. */
    @Test
    void longScriptIsUnavailableInTimeAndCostsNoLock() throws Exception {
        RedisServer redis = opened(RedisServer.start("--lua-time-limit", "100"));
        CloseableLockManager node = nodeOf(redis);
        NamedLock other = connected(node.getOrCreate(name + "-other"));
        LockHandle held = held(node.getOrCreate(name));
        Actors.Actor<String> script = actors.start(() -> redis.command("EVAL", "while true do end", "0"));
        await().atMost(LONG).until(() -> isBusy(redis));
        long start = System.nanoTime();

        assertThatThrownBy(other::tryAcquire).isInstanceOf(LockUnavailableException.class);

        assertWithin(Duration.ofSeconds(2), start);
        redis.command("SCRIPT", "KILL");
        assertThatThrownBy(script::get).hasRootCauseInstanceOf(IOException.class);
        assertStaysHeld(redis, held);
        held.close();
        await().atMost(LONG).until(() -> !isIn(redis, key + "-other"));
        connected(other);
    }

    private boolean isBusy(RedisServer redis) {
        try {
            redis.command("EXISTS", key);
            return false;
        } catch (UncheckedIOException refused) {
            return refused.getCause().getMessage().contains("BUSY");
        }
    }

    /** The system has what was written before the process is killed, also if it is not on the disk yet. */
    @ParameterizedTest
    @ValueSource(strings = {"always", "everysec"})
    void lockSurvivesACrashOfARedisThatWritesItsLog(String flushed, @TempDir Path directory) throws Exception {
        RedisServer redis = opened(
                RedisServer.start("--appendonly", "yes", "--appendfsync", flushed, "--dir", directory.toString()));
        CloseableLockManager node = nodeOf(redis);
        NamedLock other = connected(nodeOf(redis).getOrCreate(name));
        LockHandle held = held(connected(node.getOrCreate(name)));
        String owner = redis.command("HKEYS", key);

        redis.restart();

        assertThat(redis.command("HKEYS", key)).isEqualTo(owner);
        assertStaysHeld(redis, held);
        assertThat(other.tryAcquire()).isEmpty();
        held.close();
        other.acquire(LEASE).close();
    }
}
