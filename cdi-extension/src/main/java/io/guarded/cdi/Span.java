package io.guarded.cdi;

import io.guarded.core.Hold;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a hold until the work of one kind of result has ended. Chosen once per method, at deployment, from its return type.
 * Internal: shared with io.guarded.rest. Safe for use by many threads.
 */
public interface Span {

    /**
     * Says which results this is for.
     *
     * @return their type
     */
    Class<?> covers();

    /**
     * Says what the caller gets in place of the result, so that a method that declares something narrower is refused.
     *
     * @return the type
     */
    Class<?> gives();

    /**
     * Takes over the end of the hold: it is released exactly once, whatever happens, also if this method throws.
     *
     * @param result what the body returned
     * @param hold the hold
     * @param surroundings what the server offers
     * @return what the caller gets
     */
    Object extend(Object result, Hold hold, Surroundings surroundings);

    /**
     * Gives what a caller gets whose call is skipped because the lock is busy.
     *
     * @return the empty result of this kind; null, the default, for kinds that have none
     */
    default @Nullable Object nothing() {
        return null;
    }

    /**
     * Tells whether the work of a result goes on after the call.
     *
     * @param result what the body returned
     * @return true, the default, if it may
     */
    default boolean goesOn(Object result) {
        return true;
    }

    /**
     * Tells whether results of this kind end with a value that may go on itself, as a stage of a stream does.
     *
     * @return false, the default, if they end for good
     */
    default boolean hasContents() {
        return false;
    }
}
