package io.guarded.core;

import io.guarded.LockException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Is the hold of several locks: held while all are, lost with the first that is lost. Given back in reverse. */
final class MultiHandle implements Hold {

    private final String lockName;
    private final List<Handle> handles;

    MultiHandle(String lockName, List<Handle> handles) {
        this.lockName = lockName;
        this.handles = List.copyOf(handles);
    }

    @Override
    public String lockName() {
        return lockName;
    }

    /** Each lock has its own; one number for all of them would order nothing. */
    @Override
    public long fencingToken() {
        if (handles.size() == 1) {
            return handles.get(0).fencingToken();
        }
        throw new IllegalStateException(
                "locks that are joined have no common fencing token; acquire the fenced one alone");
    }

    @Override
    public boolean isHeld() {
        return handles.stream().allMatch(Handle::isHeld);
    }

    @Override
    public void ensureHeld() {
        handles.forEach(Handle::ensureHeld);
    }

    @Override
    public Duration remaining() {
        return handles.stream()
                .map(Handle::remaining)
                .min(Duration::compareTo)
                .orElse(ChronoUnit.FOREVER.getDuration());
    }

    @Override
    public void extend(Duration time) {
        ensureHeld();
        handles.forEach(handle -> handle.extend(time));
    }

    @Override
    public void onLost(Runnable callback) {
        Runnable once = once(callback);
        handles.forEach(handle -> handle.onLost(once));
    }

    @Override
    public Registration whenLost(Runnable callback) {
        Runnable once = once(callback);
        List<Registration> all =
                handles.stream().map(handle -> handle.whenLost(once)).toList();
        return () -> all.forEach(Registration::close);
    }

    private static Runnable once(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        AtomicBoolean isTold = new AtomicBoolean();
        return () -> {
            if (isTold.compareAndSet(false, true)) {
                callback.run();
            }
        };
    }

    @Override
    public Stay enter() {
        List<Stay> stays = new ArrayList<>();
        Stay all = () -> reversed(stays).forEach(Stay::close);
        try {
            handles.forEach(handle -> stays.add(handle.enter()));
        } catch (RuntimeException oneIsGone) {
            all.close();
            throw oneIsGone;
        }
        return all;
    }

    @Override
    public void leave() {
        handles.forEach(Handle::leave);
    }

    @Override
    public MultiHandle share() {
        List<Handle> shared = new ArrayList<>();
        try {
            handles.forEach(handle -> shared.add(handle.share()));
        } catch (RuntimeException oneIsGone) {
            reversed(shared).forEach(Handle::close);
            throw oneIsGone;
        }
        return new MultiHandle(lockName, shared);
    }

    @Override
    public CompletableFuture<Void> release() {
        return CompletableFuture.allOf(
                reversed(handles).stream().map(Handle::release).toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        reversed(handles).forEach(Handle::close);
    }

    /** Gives all back before it tells of a loss. */
    @Override
    public void finish() {
        List<LockException> problems = new ArrayList<>();
        for (Handle handle : reversed(handles)) {
            try {
                handle.finish();
            } catch (LockException problem) {
                problems.add(problem);
            }
        }
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
    }

    @Override
    public void finish(Throwable failure) {
        reversed(handles).forEach(handle -> handle.finish(failure));
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
