package io.guarded.cdi;

import io.guarded.spi.LockProvider;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stores locks as a cluster's store would, with answers that a test can hold back or take away. */
public class MemoryProvider implements LockProvider {

    private final Map<String, Long> holders = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger(1);
    private final AtomicInteger releases = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private volatile CompletableFuture<?> mayAnswerRelease = CompletableFuture.completedFuture(null);

    /** Makes every release wait for its answer until the given future completes. */
    public void holdReleasesBack(CompletableFuture<?> until) {
        mayAnswerRelease = until;
    }

    /** Loses all keys, as a store does that restarts. */
    public void forgetAll() {
        holders.clear();
    }

    public boolean isEmpty() {
        return holders.isEmpty();
    }

    public int releases() {
        return releases.get();
    }

    public int closes() {
        return closes.get();
    }

    @Override
    public String type() {
        return "threading";
    }

    @Override
    public Scope scope() {
        return Scope.CLUSTER;
    }

    @Override
    public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
        return CompletableFuture.completedFuture(holders.putIfAbsent(key, holdId) == null);
    }

    @Override
    public CompletableFuture<Boolean> renew(String key, long holdId, Duration lease) {
        return CompletableFuture.completedFuture(Long.valueOf(holdId).equals(holders.get(key)));
    }

    @Override
    public CompletableFuture<Boolean> release(String key, long holdId) {
        releases.incrementAndGet();
        return mayAnswerRelease.thenApply(now -> holders.remove(key, holdId));
    }

    @Override
    public CompletableFuture<Long> tokens(String key, int count) {
        return CompletableFuture.completedFuture((long) tokens.getAndAdd(count));
    }

    @Override
    public String id(long holdId) {
        return "test-" + holdId;
    }

    @Override
    public CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
        return CompletableFuture.completedFuture(holders.entrySet().stream()
                .filter(holder -> holder.getKey().startsWith(keyPrefix))
                .map(holder -> new StoreHold(holder.getKey(), id(holder.getValue()), "test", null))
                .toList());
    }

    @Override
    public CompletableFuture<Boolean> forceRelease(String key, String id) {
        Long holder = holders.get(key);
        boolean isSame = holder != null && id(holder).equals(id);
        return CompletableFuture.completedFuture(isSame && holders.remove(key, holder));
    }

    @Override
    public CompletableFuture<Boolean> isHeld(String key) {
        return CompletableFuture.completedFuture(holders.containsKey(key));
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }
}
