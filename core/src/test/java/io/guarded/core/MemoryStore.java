package io.guarded.core;

import io.guarded.spi.LockProvider;
import io.guarded.spi.ProviderContext;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Is a store of a cluster in memory that works: leases run out, and whoever waits is told. */
final class MemoryStore implements LockProvider {

    /** Guarded by this. */
    private final Map<String, Place> places = new HashMap<>();

    private final AtomicLong lastToken = new AtomicLong();
    private ScheduledExecutorService timer;

    private static final class Place {
        @Nullable
        Claim holder;

        final Queue<Claim> queue = new ArrayDeque<>();
    }

    private static final class Claim {
        final long holdId;
        final Duration lease;
        final CompletableFuture<Boolean> answer = new CompletableFuture<>();
        long until;

        Claim(long holdId, @Nullable Duration lease) {
            this.holdId = holdId;
            this.lease = lease == null ? Duration.ofDays(1) : lease;
        }

        boolean isOver() {
            return System.nanoTime() - until >= 0;
        }
    }

    @Override
    public void start(ProviderContext context) {
        timer = context.timer();
    }

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public Scope scope() {
        return Scope.CLUSTER;
    }

    boolean isStored(String key) {
        // the timer that frees what is over ends with the manager
        goOn(key);
        synchronized (this) {
            return places.containsKey(key);
        }
    }

    @Override
    public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
        Claim claim = new Claim(holdId, lease);
        synchronized (this) {
            places.computeIfAbsent(key, absent -> new Place()).queue.add(claim);
        }
        goOn(key);
        if (wait.isZero()) {
            claim.answer.complete(false);
        } else if (!claim.answer.isDone()) {
            var unused = timer.schedule(() -> claim.answer.complete(false), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
        var unused = claim.answer.whenComplete((isYes, failure) -> goOn(key));
        return claim.answer;
    }

    /** Frees what is over, and lets the first in that still waits. */
    private void goOn(String key) {
        Claim next;
        do {
            next = next(key);
        } while (next != null && !next.answer.complete(true));
    }

    private synchronized @Nullable Claim next(String key) {
        Place place = places.get(key);
        if (place == null) {
            return null;
        }
        place.queue.removeIf(claim -> claim.answer.isDone());
        if (place.holder != null && !place.holder.isOver() && !place.holder.answer.isCancelled()) {
            return null;
        }
        place.holder = place.queue.poll();
        if (place.holder == null) {
            places.remove(key);
            return null;
        }
        endAfter(key, place.holder, place.holder.lease);
        return place.holder;
    }

    private void endAfter(String key, Claim claim, Duration lease) {
        claim.until = System.nanoTime() + lease.toNanos();
        var unused = timer.schedule(() -> goOn(key), lease.toNanos() + 1, TimeUnit.NANOSECONDS);
    }

    private synchronized @Nullable Claim holder(String key) {
        Place place = places.get(key);
        return place == null || place.holder == null || place.holder.isOver() ? null : place.holder;
    }

    @Override
    public synchronized CompletableFuture<Boolean> renew(String key, long holdId, Duration lease) {
        Claim holder = holder(key);
        boolean isMine = holder != null && holder.holdId == holdId;
        if (isMine) {
            endAfter(key, holder, lease);
        }
        return CompletableFuture.completedFuture(isMine);
    }

    @Override
    public CompletableFuture<Boolean> release(String key, long holdId) {
        Claim holder = holder(key);
        boolean isMine = holder != null && holder.holdId == holdId;
        if (isMine) {
            synchronized (this) {
                holder.until = System.nanoTime();
            }
            goOn(key);
        }
        return CompletableFuture.completedFuture(isMine);
    }

    @Override
    public CompletableFuture<Long> tokens(String key, int count) {
        return CompletableFuture.completedFuture(lastToken.getAndAdd(count) + 1);
    }

    @Override
    public CompletableFuture<Boolean> isHeld(String key) {
        return CompletableFuture.completedFuture(holder(key) != null);
    }

    @Override
    public String id(long holdId) {
        return Long.toHexString(holdId);
    }

    @Override
    public synchronized CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
        List<StoreHold> holds = new ArrayList<>();
        places.keySet().stream().filter(key -> key.startsWith(keyPrefix)).forEach(key -> {
            Claim holder = holder(key);
            if (holder != null) {
                holds.add(new StoreHold(
                        key, id(holder.holdId), "memory", Duration.ofNanos(holder.until - System.nanoTime())));
            }
        });
        return CompletableFuture.completedFuture(holds);
    }

    @Override
    public CompletableFuture<Boolean> forceRelease(String key, String id) {
        Claim holder = holder(key);
        return holder != null && id(holder.holdId).equals(id)
                ? release(key, holder.holdId)
                : CompletableFuture.completedFuture(false);
    }
}
