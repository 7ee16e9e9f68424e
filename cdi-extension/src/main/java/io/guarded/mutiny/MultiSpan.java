package io.guarded.mutiny;

import io.guarded.cdi.GuardedPublisher;
import io.guarded.cdi.Span;
import io.guarded.cdi.Surroundings;
import io.guarded.core.Hold;
import io.smallrye.mutiny.Multi;

/** Ends the hold with the items of a Multi, as with those of every publisher. */
final class MultiSpan implements Span {

    @Override
    public Class<?> covers() {
        return Multi.class;
    }

    @Override
    public Class<?> gives() {
        return Multi.class;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        return Multi.createFrom().publisher(GuardedPublisher.over((Multi<?>) result, hold, surroundings));
    }

    @Override
    public Object nothing() {
        return Multi.createFrom().empty();
    }
}
