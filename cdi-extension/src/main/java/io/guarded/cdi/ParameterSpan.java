package io.guarded.cdi;

import io.guarded.core.Hold;

/**
 * Keeps a hold until the work has ended that a method carries on with one of its parameters. Chosen once per method, at
 * deployment. Internal: shared with the packages beside this one. Safe for use by many threads.
 */
public interface ParameterSpan {

    /**
     * Says which parameters this is for, and what the body gets in their place.
     *
     * @return their type
     */
    Class<?> covers();

    /**
     * Sees to it that the end of the work releases the hold, before the body runs. Whatever happens it may be released more
     * often than once, which does nothing.
     *
     * @param parameter the argument of the call
     * @param hold the hold, to be released by the caller if this method throws
     * @param surroundings what the server offers
     * @return what the body gets
     * @throws IllegalStateException if nothing would tell of the end
     */
    Object attach(Object parameter, Hold hold, Surroundings surroundings);
}
