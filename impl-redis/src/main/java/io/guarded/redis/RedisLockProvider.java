package io.guarded.redis;

import io.guarded.Guarded;
import io.guarded.spi.LockProvider;
import io.guarded.spi.ProviderContext;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;

/**
 * Keeps locks in Redis as Redisson's {@link RLock} does, so that any {@code redisson.getLock(key)} of the same Redis is
 * excluded too.
 *
 * <p>The client is the application's {@link RedissonClient} bean if there is one; it is never closed here. Else it is made at
 * the first use and closed by {@link #close()}, from these properties:
 *
 * <ul>
 *   <li>{@code guarded.redis.config}: Redisson's YAML, for sentinel, cluster and the like. A file's path, or the YAML itself
 *       if the value contains a line break. Its settings stand as they are, but the codec is StringCodec if none is given.
 *   <li>{@code guarded.redis.url}, read if there is no {@code guarded.redis.config}: {@code redis://127.0.0.1:6379} if not
 *       set; {@code redis://user:password@host:port/database}, {@code rediss://} for TLS. The port is 6379 and the database 0
 *       if not given; {@code %} escapes in user and password are decoded.
 *   <li>{@code guarded.node}: what this node is called in lists of holders; process id and host if not set.
 *   <li>{@code guarded.redis.username}, {@code guarded.redis.password}: stand for those of the URL.
 * </ul>
 *
 * <p>At the first use the provider tests on a key of its own whether it may do what locks need. Until that went well every
 * call fails with {@link io.guarded.LockUnavailableException}, whose message says what is wrong, where, and the remedy; the
 * test is repeated by later calls, at most once a second.
 *
 * <p>A lock in Redis can be lost: to a restart without persistence, to eviction, to a failover before the replica had it.
 * What must not be corrupted then needs a fencing token.
 *
 * <p>Safe for use by many threads.
 *
 * @see RLock
 * @since 1.0
 */
public final class RedisLockProvider implements LockProvider {

    private volatile @Nullable RedisStore store;

    /** Makes a provider that contacts nothing before its first use. */
    public RedisLockProvider() {}

    @Override
    public String type() {
        return Guarded.REDIS;
    }

    @Override
    public Scope scope() {
        return Scope.CLUSTER;
    }

    /**
     * Reads the configuration; Redis is not contacted.
     *
     * @throws IllegalArgumentException if a property is invalid; the message names it, and has no password
     */
    @Override
    public void start(ProviderContext context) {
        ClientSource source = new ClientSource(context, RedisSettings.read(context));
        store = new RedisStore(new Connection(context, source), context);
    }

    @Override
    public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
        return store().acquire(new Hold(key, holdId), wait, Objects.requireNonNull(lease, "lease"));
    }

    @Override
    public CompletableFuture<Boolean> renew(String key, long holdId, Duration lease) {
        return store().renew(new Hold(key, holdId), lease);
    }

    @Override
    public CompletableFuture<Boolean> release(String key, long holdId) {
        return store().release(new Hold(key, holdId));
    }

    @Override
    public CompletableFuture<Boolean> isHeld(String key) {
        return store().isHeld(key);
    }

    @Override
    public CompletableFuture<Long> tokens(String key, int count) {
        return store().tokens(key, count);
    }

    @Override
    public String id(long holdId) {
        return store().id(holdId);
    }

    @Override
    public CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
        return store().holders(keyPrefix);
    }

    @Override
    public CompletableFuture<Boolean> forceRelease(String key, String id) {
        return store().forceRelease(key, id);
    }

    /**
     * Takes back what is in doubt, and closes the client if it was made here. Waits for both, each at most as long as the
     * store may take for an answer. From then on every call fails with LockUnavailableException.
     */
    @Override
    public void close() {
        RedisStore started = store;
        if (started != null) {
            started.close();
        }
    }

    /** What the self-test found last, for a check of the application's health. Asks nobody. */
    Verdict verdict() {
        return store().verdict();
    }

    private RedisStore store() {
        RedisStore started = store;
        if (started == null) {
            throw new IllegalStateException("not started: start(ProviderContext) comes before any use");
        }
        return started;
    }
}
