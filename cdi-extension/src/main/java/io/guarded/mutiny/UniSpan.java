package io.guarded.mutiny;

import io.guarded.cdi.Beginning;
import io.guarded.cdi.Contents;
import io.guarded.cdi.Span;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import io.smallrye.mutiny.Uni;

/** Ends the hold with the item of a Uni, or with the stream in it. */
final class UniSpan implements Span {

    private final Contents contents;

    UniSpan(Contents contents) {
        this.contents = contents;
    }

    @Override
    public Class<?> covers() {
        return Uni.class;
    }

    @Override
    public Class<?> gives() {
        return Uni.class;
    }

    @Override
    public boolean hasContents() {
        return true;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        return guarded((Uni<?>) result, hold, surroundings);
    }

    private <T> Uni<T> guarded(Uni<T> body, Hold hold, Surroundings surroundings) {
        Beginning beginning = Beginning.await(hold, surroundings);
        return new GuardedUni<>(body, beginning, caller -> new GuardedItem<>(caller, hold, surroundings, contents));
    }

    @Override
    public Object nothing() {
        return Uni.createFrom().nullItem();
    }
}
