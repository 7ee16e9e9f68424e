package io.guarded.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.guarded.LockBusyException;
import io.guarded.LockHandle;
import io.guarded.LockUnavailableException;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.Proxy.Direction;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Redis did what it was asked for, and nobody was told. Rows 12 and 13. Seen red without the retraction of an attempt that
 * failed: the phantom then stays for the lease.
 */
final class LostReplyTest extends FaultTest {

    /** Long before the end of the lease, which would free the key, too. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final RedisServer redis = opened(RedisServer.start());
    private final Proxy proxy = opened(Proxy.to(redis.port()));
    private final CloseableLockManager manager = node(proxy.url(), "guarded.store-timeout", "2s");
    private final NamedLock lock = manager.getOrCreate(name);

    private String owner() {
        return redis.command("HKEYS", key);
    }

    /**
     * Loses replies and tries until Redis says that an attempt was carried out. One that found no connection never is, and
     * leaves none that could carry the next: they are made anew.
     */
    private <A extends Future<?>> A carriedOut(Supplier<A> attempts) {
        while (true) {
            proxy.resume();
            connected(manager);
            proxy.lose(Direction.TO_CLIENT);
            A attempt = attempts.get();
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> attempt.isDone() || !owner().isEmpty());
            if (!owner().isEmpty()) {
                return attempt;
            }
        }
    }

    @Test
    void acquireIsUnavailableAndItsKeyGoesLongBeforeTheLease() {
        CompletableFuture<LockHandle> acquiring = carriedOut(() -> lock.acquireAsync(Duration.ZERO));

        assertThatThrownBy(acquiring::get).hasCauseInstanceOf(LockUnavailableException.class);
        proxy.resume();
        await().atMost(SOON).until(() -> !isIn(redis, key));
    }

    @Test
    void sameThreadIsANewOwnerAndNeverEntersThePhantom() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        opened(thread::shutdownNow);
        Future<?> attempt;
        String phantom;
        do {
            attempt = carriedOut(() -> thread.submit(() -> lock.acquire(Duration.ZERO)));
            // what takes the attempt back is kept, too: the phantom is there when the thread asks again
            proxy.stop(Direction.TO_SERVER);
            phantom = owner();
        } while (phantom.isEmpty());
        assertThatThrownBy(attempt::get).hasCauseInstanceOf(LockUnavailableException.class);
        String left = phantom;

        Future<String> entries = thread.submit(() -> {
            try (LockHandle held = acquirePatiently()) {
                held.ensureHeld();
                assertThat(owner()).isNotEqualTo(left);
                return redis.command("HVALS", key);
            }
        });
        assertThat(owner()).isEqualTo(left);
        proxy.resume();

        assertThat(entries.get()).as("times that the owner entered").isEqualTo("1");
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
        NamedLock other = connected(node(redis.url())).getOrCreate(name);
        LockHandle first = connected(lock).acquire();
        long start = System.nanoTime();
        proxy.lose(Direction.TO_CLIENT);

        first.close();

        assertWithin(Duration.ofSeconds(1), start);
        assertThat(first.isHeld()).isFalse();
        // Redis may carry it out a little later, but long before the lease ends
        LockHandle successor = other.acquire(SOON);
        String owner = redis.command("HKEYS", key);
        first.close();
        proxy.resume();
        // the fault has killed the connections
        connected(manager);
        assertThatThrownBy(() -> lock.acquire(Duration.ofSeconds(3))).isInstanceOf(LockBusyException.class);
        assertThat(redis.command("HKEYS", key)).isEqualTo(owner);
        successor.ensureHeld();
        successor.close();
    }

    @Test
    void resultOfTheBodyIsKeptIfTheReleaseIsNotAnswered() throws Exception {
        String result = connected(lock).call(Duration.ZERO, () -> {
            proxy.lose(Direction.TO_CLIENT);
            return "done";
        });

        assertThat(result).isEqualTo("done");
        await().atMost(SOON).until(() -> !isIn(redis, key));
        proxy.resume();
    }
}
