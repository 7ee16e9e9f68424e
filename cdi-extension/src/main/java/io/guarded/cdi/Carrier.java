package io.guarded.cdi;

import io.guarded.core.Hold;
import jakarta.interceptor.InvocationContext;

/** The parameter of a method with which its work goes on after it has returned. */
record Carrier(int index, ParameterSpan span) {

    /** Has the parameter end the hold, before the body can do anything with it. */
    void attach(InvocationContext call, Hold hold, Surroundings surroundings) {
        try {
            Object[] arguments = call.getParameters();
            Object argument = arguments[index];
            if (argument == null) {
                throw new IllegalArgumentException("the " + span.covers().getSimpleName() + " of "
                        + call.getMethod().getName() + " is null, and nothing else would tell when its work has ended");
            }
            arguments[index] = span.attach(argument, hold, surroundings);
            call.setParameters(arguments);
        } catch (RuntimeException | Error refusal) {
            hold.finish(refusal);
            throw refusal;
        }
    }
}
