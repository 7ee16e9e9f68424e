package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.guarded.LockHandle;
import io.guarded.NamedLock;
import io.guarded.redis.testing.RedisServer;
import io.guarded.redis.testing.ServerClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the clock of a JVM by a minute while it holds a lock or waits for one. Row 36. */
final class ClientClockTest extends FaultTest {

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration WAIT = Duration.ofSeconds(8);

    /** What one question to Redis may wait, which Redisson measures. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    private final RedisServer redis = opened(RedisServer.start());
    private final NamedLock here = connected(node(redis.url()).getOrCreate(name));
    private ServerClock clock;
    private ChildNode there;

    @BeforeEach
    void start() throws IOException {
        Optional<ServerClock> made = ServerClock.make();
        assumeTrue(made.isPresent(), "no C compiler (cc) is there, which a clock needs to be moved");
        clock = made.get();
        there = opened(ChildNode.goingBy(clock, redis.url(), name, LEASE.toSeconds() + "s"));
        // its client is connected
        assertThat(there.ask("acquire")).isEqualTo("acquired");
    }

    private void moveClock(long seconds) throws IOException {
        clock.move(Duration.ofSeconds(seconds));
    }

    private void assertMoved(long seconds) throws IOException {
        long right = System.currentTimeMillis();
        assertThat(Long.parseLong(there.ask("clock")) - right)
                .isBetween(seconds * 1000 - 1000, seconds * 1000 + LONG.toMillis());
    }

    @ParameterizedTest
    @ValueSource(longs = {60, -60})
    void holderKeepsItsLock(long seconds) throws Exception {
        String owner = redis.command("HKEYS", key);

        moveClock(seconds);

        assertMoved(seconds);
        awaitRenewal(redis, key);
        awaitRenewal(redis, key);
        assertThat(there.ask("look")).isEqualTo("held");
        assertThat(redis.command("HKEYS", key)).isEqualTo(owner);
        assertThat(here.tryAcquire()).isEmpty();
        assertThat(there.ask("close")).isEqualTo("closed");
        assertThat(isIn(redis, key)).isFalse();
    }

    /**
     * A question whose clock is set back waits in Redisson for longer than it was told to: it is then our own clock that ends
     * the wait, and whoever waited hears of no answer instead of "busy".
     */
    @ParameterizedTest
    @ValueSource(longs = {60, -60})
    void waitEndsWhenItsTimeIsOver(long seconds) throws Exception {
        assertThat(there.ask("close")).isEqualTo("closed");
        LockHandle held = here.acquire();
        there.tell("wait " + WAIT.toMillis());
        awaitWaiter();

        moveClock(seconds);

        String[] answer = there.answer().split(" ", -1);
        assertThat(answer[0]).isIn("LockBusyException", seconds < 0 ? "LockUnavailableException" : "LockBusyException");
        assertThat(Duration.ofMillis(Long.parseLong(answer[1])))
                .isBetween(WAIT, WAIT.plus(SLICE).plus(MARGIN));
        assertMoved(seconds);
        held.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {60, -60})
    void releaseReachesTheWaiter(long seconds) throws Exception {
        assertThat(there.ask("close")).isEqualTo("closed");
        LockHandle held = here.acquire();
        there.tell("wait " + LONG.toMillis());
        awaitWaiter();

        moveClock(seconds);

        long start = System.nanoTime();
        held.close();
        assertThat(there.answer()).startsWith("acquired ");
        assertWithin(SLICE, start);
        assertMoved(seconds);
    }

    private void awaitWaiter() {
        await().atMost(LONG).until(() -> redis.command("PUBSUB", "CHANNELS").contains(key));
    }
}
