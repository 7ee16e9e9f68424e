package io.guarded.cdi;

import java.util.Optional;

/** Knows what goes on in a value that work has ended with, such as a stream. Internal: shared with the packages beside this one. */
public interface Contents {

    /**
     * Finds what keeps a hold until a value has ended, too.
     *
     * @param value the value
     * @return the span; empty if the value is complete
     */
    Optional<Span> of(Object value);
}
