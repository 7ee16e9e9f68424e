package io.guarded;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells who holds a lock, at the moment of asking.
 *
 * @param name the lock's name; of another node's hold the key without the prefix
 * @param type the type of the provider that stores it
 * @param key the store's key
 * @param id the hold's id, which {@link NamedLock#forceRelease(String)} takes
 * @param node the name of the node that holds
 * @param thread the name of the thread that may re-enter; empty for another node's hold, and while no thread may
 * @param since when the hold began; empty for another node's hold
 * @param remaining the time left of the lease; empty for a hold without end
 * @param waiters how many callers of this JVM wait for it
 * @since 1.0
 */
public record LockInfo(
        String name,
        String type,
        String key,
        String id,
        String node,
        Optional<String> thread,
        Optional<Instant> since,
        Optional<Duration> remaining,
        int waiters) {}
