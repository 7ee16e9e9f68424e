package io.guarded.mutiny;

import io.guarded.cdi.Beginning;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.EmptyUniSubscription;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import java.util.function.Function;

/** Runs the body's Uni inside the hold, for one subscriber that comes in time. */
final class GuardedUni<T> extends AbstractUni<T> {

    private final Uni<T> body;
    private final Beginning beginning;
    private final Function<UniSubscriber<? super T>, GuardedItem<T>> inside;

    GuardedUni(Uni<T> body, Beginning beginning, Function<UniSubscriber<? super T>, GuardedItem<T>> inside) {
        this.body = body;
        this.beginning = beginning;
        this.inside = inside;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> subscriber) {
        try {
            beginning.begin();
        } catch (RuntimeException refusal) {
            EmptyUniSubscription.propagateFailureEvent(subscriber, refusal);
            return;
        }
        GuardedItem<T> item = inside.apply(subscriber);
        try {
            AbstractUni.subscribe(body, item);
        } catch (RuntimeException | Error failure) {
            item.cancel();
            throw failure;
        }
    }
}
