package io.guarded.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is one hold as the store knows it.
 *
 * @param key the key that is held
 * @param id the hold's id, different from every other hold's in the store; see {@link LockProvider#id(long)}
 * @param node the name of the node that holds
 * @param remaining the time left of the lease; null for a hold without end
 * @since 1.0
 */
public record StoreHold(String key, String id, String node, @Nullable Duration remaining) {}
