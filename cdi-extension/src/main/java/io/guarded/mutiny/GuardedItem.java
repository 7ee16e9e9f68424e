package io.guarded.mutiny;

import io.guarded.cdi.Contents;
import io.guarded.cdi.Ending;
import io.guarded.cdi.Span;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the body's Uni and its subscriber, and ends the hold once: with the item, the stream in the item, or the
 * failure, before the subscriber hears of it; or when the subscriber cancels, after the body was told.
 */
final class GuardedItem<T> implements UniSubscriber<T>, UniSubscription {

    /** Null when the Uni has ended or was cancelled: who takes the subscriber away ends the hold. */
    private final AtomicReference<@Nullable UniSubscriber<? super T>> subscriber;

    private final AtomicReference<@Nullable UniSubscription> upstream = new AtomicReference<>();
    private final Context context;
    private final Hold hold;
    private final Surroundings surroundings;
    private final Contents contents;

    GuardedItem(UniSubscriber<? super T> subscriber, Hold hold, Surroundings surroundings, Contents contents) {
        this.subscriber = new AtomicReference<>(subscriber);
        this.context = subscriber.context();
        this.hold = hold;
        this.surroundings = surroundings;
        this.contents = contents;
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        UniSubscriber<? super T> told = subscriber.get();
        if (told == null || !upstream.compareAndSet(null, subscription)) {
            subscription.cancel();
        } else {
            told.onSubscribe(this);
        }
    }

    @Override
    public void onItem(T item) {
        UniSubscriber<? super T> told = subscriber.getAndSet(null);
        if (told == null) {
            return;
        }
        Optional<Span> goesOn = item == null ? Optional.empty() : contents.of(item);
        if (goesOn.isPresent()) {
            follow(told, item, goesOn.get());
        } else {
            end(told, item, null);
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        UniSubscriber<? super T> told = subscriber.getAndSet(null);
        if (told != null) {
            end(told, null, failure);
        }
    }

    private void end(UniSubscriber<? super T> told, @Nullable T item, @Nullable Throwable failure) {
        Ending.of(hold, surroundings, failure, outcome -> {
            if (outcome == null) {
                told.onItem(item);
            } else {
                told.onFailure(outcome);
            }
        });
    }

    /** What stands in for the item has its type: a Uni of something narrower was refused at deployment. */
    @SuppressWarnings("unchecked")
    private void follow(UniSubscriber<? super T> told, T item, Span span) {
        T stream;
        try {
            stream = (T) span.extend(item, hold, surroundings);
        } catch (RuntimeException | Error failure) {
            told.onFailure(failure);
            return;
        }
        told.onItem(stream);
    }

    @Override
    public void cancel() {
        if (subscriber.getAndSet(null) == null) {
            return;
        }
        try {
            UniSubscription subscription = upstream.get();
            if (subscription != null) {
                subscription.cancel();
            }
        } finally {
            Ending.of(hold);
        }
    }
}
