package io.guarded.cdi;

import io.guarded.core.Hold;

/** Ends the hold with the call: the result is complete. */
final class CallSpan implements Span {

    @Override
    public Class<?> covers() {
        return Object.class;
    }

    @Override
    public Class<?> gives() {
        return Object.class;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        hold.finish();
        return result;
    }
}
