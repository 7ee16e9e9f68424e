package io.guarded.cdi;

import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The subscription to a stream that never begins: a subscriber has to get one before it may be told of the end. */
final class Ended implements Flow.Subscription {

    private Ended() {}

    /** Tells a subscriber of a failure, or of a normal end if there is none (Reactive Streams 1.9). */
    static void tell(Flow.Subscriber<?> subscriber, @Nullable Throwable failure) {
        Objects.requireNonNull(subscriber, "subscriber");
        subscriber.onSubscribe(new Ended());
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
}
