package io.guarded.cdi;

import java.util.List;

/** Brings spans for the types of an API that may be absent. Internal: found by {@link java.util.ServiceLoader}. */
public interface SpanSource {

    /**
     * Gives the spans.
     *
     * @param contents what finds the spans of values, to be asked when work has ended with one
     * @return the spans; empty if their API is absent
     */
    List<Span> spans(Contents contents);

    /**
     * Gives those of parameters with which the work of a method goes on.
     *
     * @return the spans; none, the default, if there are none or their API is absent
     */
    default List<ParameterSpan> parameters() {
        return List.of();
    }
}
