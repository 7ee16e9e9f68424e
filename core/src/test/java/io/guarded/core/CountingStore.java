package io.guarded.core;

import io.guarded.spi.LockProvider;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Is a store of one key that answers at once and counts what it is asked. */
final class CountingStore implements LockProvider {

    private final Scope scope;
    private long holder;
    private int releases;
    private int acquisitions;

    private final boolean isDirect;

    CountingStore(Scope scope) {
        this(scope, false);
    }

    /** @param isDirect whether it answers the direct path */
    CountingStore(Scope scope, boolean isDirect) {
        this.scope = scope;
        this.isDirect = isDirect;
    }

    @Override
    public String type() {
        return "counting";
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public synchronized CompletableFuture<Boolean> acquire(
            String key, long holdId, Duration wait, @Nullable Duration lease) {
        acquisitions++;
        boolean isFree = holder == 0;
        if (isFree) {
            holder = holdId;
        }
        return CompletableFuture.completedFuture(isFree);
    }

    @Override
    public synchronized @Nullable Boolean acquireNow(String key, long holdId) {
        acquisitions++;
        boolean isTaken = isDirect && holder == 0;
        if (isTaken) {
            holder = holdId;
        }
        return isTaken ? Boolean.TRUE : null;
    }

    @Override
    public synchronized @Nullable Boolean releaseNow(String key, long holdId) {
        if (!isDirect) {
            return null;
        }
        releases++;
        return free(holdId);
    }

    @Override
    public synchronized CompletableFuture<Boolean> renew(String key, long holdId, Duration lease) {
        return CompletableFuture.completedFuture(holder == holdId);
    }

    @Override
    public synchronized CompletableFuture<Boolean> release(String key, long holdId) {
        releases++;
        return CompletableFuture.completedFuture(free(holdId));
    }

    private boolean free(long holdId) {
        boolean isHolder = holder == holdId;
        if (isHolder) {
            holder = 0;
        }
        return isHolder;
    }

    @Override
    public CompletableFuture<Long> tokens(String key, int count) {
        return CompletableFuture.completedFuture(1L);
    }

    @Override
    public synchronized CompletableFuture<Boolean> isHeld(String key) {
        return CompletableFuture.completedFuture(holder != 0);
    }

    @Override
    public String id(long holdId) {
        return Long.toHexString(holdId);
    }

    @Override
    public CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public synchronized CompletableFuture<Boolean> forceRelease(String key, String id) {
        return CompletableFuture.completedFuture(holder != 0 && id(holder).equals(id) && free(holder));
    }

    synchronized int releases() {
        return releases;
    }

    synchronized boolean isFree() {
        return holder == 0;
    }

    /** How often anybody asked for the key. */
    synchronized int acquisitions() {
        return acquisitions;
    }
}
