package io.guarded.it.faults;

import io.guarded.LockException;
import io.guarded.LockHandle;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import io.guarded.rest.LockExceptionMapper;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Is ours. What it says is the status that the shipped mapper gives an exception. */
record GuardedContender(CloseableLockManager manager) implements Contender {

    private static final LockExceptionMapper MAPPER = new LockExceptionMapper();

    static GuardedContender at(String url) {
        return connected(Managers.at(url, times()));
    }

    static GuardedContender of(String yaml) {
        return connected(Managers.configured(yaml, times()));
    }

    /** However long the first connection takes here. */
    private static GuardedContender connected(CloseableLockManager manager) {
        GuardedContender made = new GuardedContender(manager);
        String own = "connected-" + UUID.randomUUID();
        Site.awaitThat(() -> made.tries(own, Duration.ZERO));
        return made;
    }

    private static String[] times() {
        return new String[] {
            "guarded.lease",
            Times.LEASE.toMillis() + "ms",
            "guarded.store-timeout",
            Times.STORE_TIMEOUT.toMillis() + "ms"
        };
    }

    @Override
    public String name() {
        return "guarded";
    }

    @Override
    public Held hold(String lock) {
        LockHandle handle = manager.getOrCreate(lock).acquire();
        Held held = new Held(Site.key(lock), new CompletableFuture<>(), handle::close);
        handle.onLost(() -> held.told().complete(System.nanoTime()));
        return held;
    }

    @Override
    public String takes(String lock, Duration wait) {
        try {
            manager.getOrCreate(lock).acquire(wait);
            return Answer.GIVEN;
        } catch (LockException refused) {
            return Integer.toString(MAPPER.toResponse(refused).getStatus());
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
