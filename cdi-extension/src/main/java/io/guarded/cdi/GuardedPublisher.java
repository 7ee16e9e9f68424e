package io.guarded.cdi;

import io.guarded.core.Hold;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * Publishes the body's stream inside the hold, to one subscriber that comes in time. Internal: shared with the packages
 * beside this one.
 *
 * @param <T> the items
 */
public final class GuardedPublisher<T> implements Flow.Publisher<T> {

    private final Flow.Publisher<T> body;
    private final Hold hold;
    private final Beginning beginning;
    private final Surroundings surroundings;

    private GuardedPublisher(Flow.Publisher<T> body, Hold hold, Beginning beginning, Surroundings surroundings) {
        this.body = body;
        this.hold = hold;
        this.beginning = beginning;
        this.surroundings = surroundings;
    }

    /**
     * Takes over the end of the hold.
     *
     * @param <T> the items
     * @param body what the body returned
     * @param hold the hold
     * @param surroundings what the server offers
     * @return what the caller gets
     */
    public static <T> Flow.Publisher<T> over(Flow.Publisher<T> body, Hold hold, Surroundings surroundings) {
        return new GuardedPublisher<>(body, hold, Beginning.await(hold, surroundings), surroundings);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        try {
            beginning.begin();
        } catch (RuntimeException refusal) {
            Ended.tell(subscriber, refusal);
            return;
        }
        GuardedSubscriber<T> inside = new GuardedSubscriber<>(subscriber, hold, surroundings);
        try {
            body.subscribe(inside);
        } catch (RuntimeException | Error failure) {
            inside.cancel();
            throw failure;
        }
    }
}
