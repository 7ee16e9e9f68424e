package io.guarded.threading;

import io.guarded.Guarded;
import io.guarded.spi.LockProvider;
import io.guarded.spi.ProviderContext;
import io.guarded.spi.StoreHold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores locks in a map of this JVM: type {@link Guarded#THREADING}.
 *
 * <p>The locks reach as far as this instance. Managers that share it exclude each other; others do not, and neither do other
 * JVMs. Safe for use by many threads.
 *
 * <p>What ends a hold before its work does, its longest time and a forced release, is seen to by the manager that holds: of
 * managers that share this instance, one whose callers wait for a body of the other that hangs waits until somebody asks or
 * waits in that other one, too, and a hold that one manager frees by force is found lost by the other at its release.
 *
 * @since 1.0
 */
public final class ThreadingLockProvider implements LockProvider {

    private static final CompletableFuture<Boolean> YES = CompletableFuture.completedFuture(true);
    private static final CompletableFuture<Boolean> NO = CompletableFuture.completedFuture(false);

    /** What is held or waited for, and nothing else: a slot that ends leaves under its own monitor. */
    private final ConcurrentHashMap<String, Place> places = new ConcurrentHashMap<>();

    private final String node = "pid " + ProcessHandle.current().pid();

    /**
     * One counter for all keys. Starts with the time, so that tokens also grow from one start of the process to the next; a
     * resource outside the process remembers them.
     */
    private final AtomicLong lastToken = new AtomicLong();

    private final Supplier<ScheduledExecutorService> newTimer;
    private volatile @Nullable ScheduledExecutorService timer;

    /** How many managers use this instance; guarded by this. */
    private int users;

    /** Makes a provider with a map of its own. */
    public ThreadingLockProvider() {
        this(LeaseTimer::new);
    }

    ThreadingLockProvider(Supplier<ScheduledExecutorService> newTimer) {
        this.newTimer = newTimer;
    }

    @Override
    public String type() {
        return Guarded.THREADING;
    }

    @Override
    public Scope scope() {
        return Scope.JVM;
    }

    @Override
    public synchronized void start(ProviderContext context) {
        if (users++ == 0) {
            timer = newTimer.get();
        }
    }

    /** The last manager to end takes with it what was to be kept for longer. */
    @Override
    public synchronized void close() {
        if (--users == 0) {
            requireTimer().shutdownNow();
            places.clear();
        }
    }

    @Override
    public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
        Claim claim = wait.isZero() ? new Claim(holdId, lease) : Claim.waiting(holdId, lease);
        Slot.Outcome outcome;
        do {
            Slot slot = slotForAll(key);
            outcome = slot.enter(claim, !wait.isZero());
            if (outcome == Slot.Outcome.QUEUED) {
                return claim.answerWithin(wait, requireTimer(), slot);
            }
        } while (outcome == Slot.Outcome.OVER);
        return outcome == Slot.Outcome.HELD ? YES : NO;
    }

    @Override
    public @Nullable Boolean acquireNow(String key, long holdId) {
        return places.putIfAbsent(key, new Place.Taken(holdId)) == null ? Boolean.TRUE : null;
    }

    @Override
    public @Nullable Boolean releaseNow(String key, long holdId) {
        Place place = places.get(key);
        if (place instanceof Place.Taken taken && taken.holdId() == holdId) {
            // if it is there no more, somebody has asked for more meanwhile
            return places.remove(key, taken) ? Boolean.TRUE : null;
        }
        return place instanceof Slot slot ? slot.releaseNow(holdId) : Boolean.FALSE;
    }

    @Override
    public CompletableFuture<Boolean> renew(String key, long holdId, Duration lease) {
        Slot slot = slot(key);
        return slot != null && slot.renew(holdId, lease) ? YES : NO;
    }

    @Override
    public CompletableFuture<Boolean> release(String key, long holdId) {
        Slot slot = slot(key);
        return slot != null && slot.release(holdId) ? YES : NO;
    }

    @Override
    public CompletableFuture<Boolean> isHeld(String key) {
        Slot slot = slot(key);
        return slot != null && slot.isHeld() ? YES : NO;
    }

    @Override
    public CompletableFuture<Long> tokens(String key, int count) {
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        return CompletableFuture.completedFuture(
                lastToken.updateAndGet(last -> Math.max(last + 1, now) + count - 1) - count + 1);
    }

    @Override
    public String id(long holdId) {
        return Long.toHexString(holdId);
    }

    @Override
    public CompletableFuture<List<StoreHold>> holders(String keyPrefix) {
        List<StoreHold> holds = new ArrayList<>();
        for (String key : places.keySet()) {
            Slot slot = key.startsWith(keyPrefix) ? slot(key) : null;
            if (slot != null) {
                slot.describe().ifPresent(holds::add);
            }
        }
        return CompletableFuture.completedFuture(holds);
    }

    @Override
    public CompletableFuture<Boolean> forceRelease(String key, String id) {
        Slot slot = slot(key);
        return slot != null && slot.releaseById(id) ? YES : NO;
    }

    private Slot slotForAll(String key) {
        return (Slot) places.compute(key, (same, place) -> place == null ? new Slot(key, this) : slotOf(key, place));
    }

    /** Null if nobody has the key or waits for it. */
    private @Nullable Slot slot(String key) {
        return places.get(key) instanceof Slot slot
                ? slot
                : (Slot) places.computeIfPresent(key, (same, place) -> slotOf(key, place));
    }

    private Slot slotOf(String key, Place place) {
        return place instanceof Place.Taken taken ? new Slot(key, this, new Claim(taken.holdId(), null)) : (Slot) place;
    }

    String node() {
        return node;
    }

    /** Whether anything is kept for a key. */
    boolean isStored(String key) {
        return places.containsKey(key);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    void remove(String key, Slot slot) {
        places.remove(key, slot);
    }

    ScheduledExecutorService requireTimer() {
        return Objects.requireNonNull(timer, "the provider was not started");
    }
}
