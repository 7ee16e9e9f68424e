package io.guarded.rest;

import io.guarded.cdi.Contents;
import io.guarded.cdi.ParameterSpan;
import io.guarded.cdi.Span;
import io.guarded.cdi.SpanSource;
import java.util.List;

/** Brings the spans for results of Jakarta REST. Internal: found by {@link java.util.ServiceLoader}. */
public final class RestSpans implements SpanSource {

    /** Makes the source, for the service loader. */
    public RestSpans() {}

    /** Touches the classes that need Jakarta REST only if it is there. */
    @Override
    public List<Span> spans(Contents contents) {
        return isRestPresent() ? List.of(new StreamSpan(), new ResponseSpan()) : List.of();
    }

    @Override
    public List<ParameterSpan> parameters() {
        return isRestPresent() ? List.of(new SuspensionSpan(), new SinkSpan()) : List.of();
    }

    private static boolean isRestPresent() {
        try {
            Class.forName("jakarta.ws.rs.core.StreamingOutput", false, RestSpans.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
