package io.guarded.cdi;

import java.util.List;

/** Brings spans for the types of an API that may be absent. Internal: found by {@link java.util.ServiceLoader}. */
public interface SpanSource {

    /**
     * Gives the spans.
     *
     * @return the spans; empty if their API is absent
     */
    List<Span> spans();
}
