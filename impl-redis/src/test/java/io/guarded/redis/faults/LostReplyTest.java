package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.Actors;
import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.Proxy.Direction;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Redis did what it was asked for, and nobody was told. Rows 12 and 13. Seen red without the retraction of an attempt that
 * failed: the phantom then stays for the lease.
 */
final class LostReplyTest extends FaultTest {

    private final RedisServer redis = opened(RedisServer.start());
    private final Proxy proxy = opened(Proxy.to(redis.port()));
    private final NamedLock lock =
            connected(node(proxy.url(), "guarded.store-timeout", "2s")).getOrCreate(name);

    private String owner() {
        return redis.command("HKEYS", key);
    }

    /** An attempt that found no connection, say, is never carried out, and leaves no phantom: Redis itself says. */
    private CompletableFuture<LockHandle> attemptCarriedOut() {
        CompletableFuture<LockHandle> attempt = lock.acquireAsync(Duration.ZERO);
        await().atMost(LONG).pollInterval(Duration.ofMillis(10)).until(() -> attempt.isDone() || !owner().isEmpty());
        return attempt.isDone() && owner().isEmpty() ? attemptCarriedOut() : attempt;
    }

    @Test
    void acquireIsUnavailableAndItsKeyGoesLongBeforeTheLease() {
        proxy.lose(Direction.TO_CLIENT);

        CompletableFuture<LockHandle> acquiring = attemptCarriedOut();

        assertThatThrownBy(acquiring::get).hasCauseInstanceOf(LockUnavailableException.class);
        proxy.resume();
        await().atMost(Duration.ofSeconds(15)).until(() -> !isIn(redis, key));
    }

    @Test
    void sameThreadIsANewOwnerAndNeverEntersThePhantom() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        proxy.lose(Direction.TO_CLIENT);
        Actors.Actor<String> thread = actors.start(() -> {
            while (!seen.isDone()) {
                assertThatThrownBy(() -> lock.acquire(Duration.ZERO)).isInstanceOf(LockUnavailableException.class);
            }
            try (LockHandle held = acquirePatiently()) {
                held.ensureHeld();
                assertThat(owner()).isNotEqualTo(seen.get());
                return redis.command("HVALS", key);
            }
        });
        await().atMost(LONG).pollInterval(Duration.ofMillis(10)).until(() -> !owner().isEmpty());
        // what takes the attempt back is kept, too: the phantom is there when the thread asks again
        proxy.stop(Direction.TO_SERVER);
        String phantom = owner();
        assertThat(phantom).isNotEmpty();

        seen.complete(phantom);
        assertThat(owner()).isEqualTo(phantom);
        proxy.resume();

        assertThat(thread.get()).as("times that the owner entered").isEqualTo("1");
    }

    /** While the phantom is there, others and this thread alike are told that the lock is busy. */
    private LockHandle acquirePatiently() {
        while (true) {
            try {
                return lock.acquire(Duration.ofSeconds(20));
            } catch (LockBusyException | LockUnavailableException notYet) {
                assertThat(isIn(redis, key) || notYet instanceof LockUnavailableException)
                        .isTrue();
            }
        }
    }

    @Test
    void releaseIsDoneOnceAndLeavesTheSuccessorHolding() throws Exception {
        LockHandle first = lock.acquire();
        long start = System.nanoTime();
        proxy.lose(Direction.TO_CLIENT);

        first.close();

        assertWithin(Duration.ofSeconds(1), start);
        assertThat(first.isHeld()).isFalse();
        LockHandle successor = node(redis.url()).getOrCreate(name).acquire(Duration.ZERO);
        String owner = redis.command("HKEYS", key);
        first.close();
        proxy.resume();
        assertThatThrownBy(() -> lock.acquire(Duration.ofSeconds(3))).isInstanceOf(LockBusyException.class);
        assertThat(redis.command("HKEYS", key)).isEqualTo(owner);
        successor.ensureHeld();
        successor.close();
    }

    @Test
    void resultOfTheBodyIsKeptIfTheReleaseIsNotAnswered() throws Exception {
        String result = lock.call(Duration.ZERO, () -> {
            proxy.lose(Direction.TO_CLIENT);
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(isIn(redis, key)).isFalse();
        proxy.resume();
    }
}
