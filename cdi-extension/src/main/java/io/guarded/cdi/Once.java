package io.guarded.cdi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a supplier once and keeps the answer. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> source;
    private volatile @Nullable T kept;

    Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        T answer = kept;
        return answer == null ? first() : answer;
    }

    private synchronized T first() {
        T answer = kept;
        if (answer == null) {
            answer = source.get();
            kept = answer;
        }
        return answer;
    }
}
