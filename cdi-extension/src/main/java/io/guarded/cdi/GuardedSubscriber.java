package io.guarded.cdi;

import io.guarded.core.Hold;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the body's stream and its subscriber, and ends the hold once: when the stream ends, before the subscriber
 * is told, or when the subscriber cancels, after the body was told.
 */
final class GuardedSubscriber<T> implements Flow.Subscriber<T>, Flow.Subscription {

    /** Null when the stream has ended or was cancelled: who takes the subscriber away ends the hold. */
    private final AtomicReference<Flow.@Nullable Subscriber<? super T>> subscriber;

    private final AtomicReference<Flow.@Nullable Subscription> upstream = new AtomicReference<>();
    private final Hold hold;
    private final Surroundings surroundings;

    GuardedSubscriber(Flow.Subscriber<? super T> subscriber, Hold hold, Surroundings surroundings) {
        this.subscriber = new AtomicReference<>(subscriber);
        this.hold = hold;
        this.surroundings = surroundings;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        Flow.Subscriber<? super T> told = subscriber.get();
        if (told == null || !upstream.compareAndSet(null, subscription)) {
            subscription.cancel();
            return;
        }
        tell(() -> told.onSubscribe(this));
    }

    @Override
    public void onNext(T item) {
        Flow.Subscriber<? super T> told = subscriber.get();
        if (told != null) {
            tell(() -> told.onNext(item));
        }
    }

    /** A subscriber that throws breaks the rules and has ended its subscription by that (Reactive Streams 2.13). */
    private void tell(Runnable signal) {
        try {
            signal.run();
        } catch (RuntimeException | Error broken) {
            cancel();
            throw broken;
        }
    }

    @Override
    public void onError(Throwable failure) {
        end(failure);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable failure) {
        Flow.Subscriber<? super T> told = subscriber.getAndSet(null);
        if (told == null) {
            return;
        }
        Ending.of(hold, surroundings, failure, outcome -> {
            if (outcome == null) {
                told.onComplete();
            } else {
                told.onError(outcome);
            }
        });
    }

    @Override
    public void request(long count) {
        Flow.Subscription subscription = upstream.get();
        if (subscription != null) {
            subscription.request(count);
        }
    }

    @Override
    public void cancel() {
        if (subscriber.getAndSet(null) == null) {
            return;
        }
        try {
            Flow.Subscription subscription = upstream.get();
            if (subscription != null) {
                subscription.cancel();
            }
        } finally {
            Ending.of(hold);
        }
    }
}
