package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockHandle;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.Actors;
import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.Proxy.Direction;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Connections stay open, and one way or both carry nothing any more. Rows 16, 19 and 20. Seen red with a local deadline that
 * is later than the lease: another has the lock before the holder is told.
 */
final class BlackHoleTest extends FaultTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** Not over before the hole opens, on however busy a machine. */
    private static final Duration WAIT = Duration.ofSeconds(15);

    enum Hole {
        QUESTIONS,
        REPLIES,
        BOTH;

        List<Direction> directions() {
            return switch (this) {
                case QUESTIONS -> List.of(Direction.TO_SERVER);
                case REPLIES -> List.of(Direction.TO_CLIENT);
                case BOTH -> List.of(Direction.values());
            };
        }
    }

    private final RedisServer redis = opened(RedisServer.start());
    private final Proxy proxy = opened(Proxy.to(redis.port()));
    private final NamedLock near = connected(node(redis.url())).getOrCreate(name);

    private NamedLock behindTheProxy(String lease) {
        return behindTheProxy(lease, TIMEOUT);
    }

    private NamedLock behindTheProxy(String lease, Duration timeout) {
        return connected(node(proxy.url(), "guarded.store-timeout", timeout.toSeconds() + "s", "guarded.lease", lease))
                .getOrCreate(name);
    }

    private void open(Hole hole) {
        hole.directions().forEach(proxy::stop);
    }

    @ParameterizedTest
    @EnumSource(Hole.class)
    void tryEndsWithinTheTimeOutAsUnavailable(Hole hole) {
        NamedLock far = behindTheProxy("30s");
        open(hole);
        long start = System.nanoTime();

        assertThatThrownBy(far::tryAcquire).isInstanceOf(LockUnavailableException.class);

        assertWithin(TIMEOUT, start);
        proxy.resume();
        await().atMost(LONG).until(() -> !isIn(redis, key));
    }

    @ParameterizedTest
    @EnumSource(Hole.class)
    void waitThatHasBegunEndsInTimeAsUnavailable(Hole hole) throws Exception {
        NamedLock far = behindTheProxy("30s");
        LockHandle held = near.acquire();
        long start = System.nanoTime();
        Actors.Actor<LockHandle> waiting = actors.start(() -> far.acquire(WAIT));
        await().atMost(LONG).until(() -> redis.command("PUBSUB", "CHANNELS").contains(key));

        open(hole);

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(LockUnavailableException.class);
        assertWithin(WAIT.plus(TIMEOUT), start);
        held.ensureHeld();
        held.close();
        proxy.resume();
        await().atMost(Duration.ofSeconds(20)).until(() -> !isIn(redis, key));
    }

    @ParameterizedTest
    @EnumSource(Hole.class)
    void holdIsLostAndToldBeforeRedisGivesItToAnother(Hole hole) throws Exception {
        NamedLock far = behindTheProxy("6s");
        LockHandle cutOff = far.acquire();
        CountDownLatch told = new CountDownLatch(1);
        cutOff.onLost(told::countDown);
        CompletableFuture<Boolean> wasHeld = near.acquireAsync(LONG)
                .thenApply(next -> closing(next, !cutOff.remaining().isZero()));
        await().atMost(LONG).until(() -> redis.command("PUBSUB", "CHANNELS").contains(key));

        open(hole);

        assertThat(wasHeld.get()).as("still held here when another has it").isFalse();
        // after a standstill of the machine the one who is told may run after the one who has it
        assertThat(told.await(2, TimeUnit.SECONDS)).as("told by then").isTrue();
        assertThatThrownBy(cutOff::ensureHeld).isInstanceOf(LockLostException.class);
        assertThatThrownBy(far::acquire).as("inside a lost hold").isInstanceOf(LockLostException.class);
        LockHandle next = near.acquire();
        cutOff.close();
        proxy.resume();
        next.ensureHeld();
        assertThat(isIn(redis, key)).isTrue();
        next.close();
    }

    private static boolean closing(LockHandle next, boolean wasHeld) {
        next.close();
        return wasHeld;
    }

    @Test
    void slowNetworkLosesNothing() throws Exception {
        NamedLock far = behindTheProxy("12s", Duration.ofSeconds(5));
        CountDownLatch told = new CountDownLatch(1);
        LockHandle held = far.acquire();
        held.onLost(told::countDown);

        // a second for a question and its answer, up to two for what comes meanwhile; a third of the lease is four
        proxy.delay(Direction.TO_SERVER, Duration.ofMillis(500));
        proxy.delay(Direction.TO_CLIENT, Duration.ofMillis(500));

        awaitRenewal(redis, key);
        awaitRenewal(redis, key);
        assertThat(told.getCount()).as("not told as lost").isEqualTo(1);
        held.ensureHeld();
        assertThat(near.tryAcquire()).isEmpty();
        held.close();
        // a release that takes longer than a close goes on
        await().atMost(LONG).until(() -> !isIn(redis, key));
        far.acquire(LONG).close();
    }
}
