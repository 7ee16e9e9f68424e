package io.guarded.cdi.reentrancy;

import io.guarded.cdi.MemoryProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is asked, but for the renewals, which come when their time has come. */
final class CountingStore extends MemoryProvider {

    private final List<String> questions = new CopyOnWriteArrayList<>();

    List<String> questions() {
        return List.copyOf(questions);
    }

    @Override
    public CompletableFuture<Boolean> acquire(String key, long holdId, Duration wait, @Nullable Duration lease) {
        questions.add("acquire " + key);
        return super.acquire(key, holdId, wait, lease);
    }

    @Override
    public CompletableFuture<Boolean> release(String key, long holdId) {
        questions.add("release " + key);
        return super.release(key, holdId);
    }

    @Override
    public CompletableFuture<Long> tokens(String key, int count) {
        questions.add("tokens " + key);
        return super.tokens(key, count);
    }

    @Override
    public CompletableFuture<Boolean> isHeld(String key) {
        questions.add("isHeld " + key);
        return super.isHeld(key);
    }
}
