package io.guarded.cdi;

import io.guarded.core.Hold;
import java.util.concurrent.Flow;

/** Ends the hold with the stream of a publisher, which begins when somebody subscribes. */
final class PublisherSpan implements Span {

    @Override
    public Class<?> covers() {
        return Flow.Publisher.class;
    }

    @Override
    public Class<?> gives() {
        return Flow.Publisher.class;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        return GuardedPublisher.over((Flow.Publisher<?>) result, hold, surroundings);
    }

    @Override
    public Object nothing() {
        return (Flow.Publisher<Object>) subscriber -> Ended.tell(subscriber, null);
    }
}
