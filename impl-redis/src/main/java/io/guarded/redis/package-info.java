/**
 * Keeps locks in Redis, through Redisson's {@link org.redisson.api.RLock}: a plain {@code redisson.getLock(key)} elsewhere and
 * a lock of this module exclude each other.
 *
 * <p>{@link io.guarded.redis.RedisLockProvider} says how it is configured, and what a lock in Redis does not promise.
 */
@NullMarked
package io.guarded.redis;

import org.jspecify.annotations.NullMarked;
