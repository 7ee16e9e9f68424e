package io.guarded.mutiny;

import io.guarded.cdi.Contents;
import io.guarded.cdi.Span;
import io.guarded.cdi.SpanSource;
import java.util.List;
import java.util.concurrent.Flow;

/** Brings the spans for results of Mutiny. Internal: found by {@link java.util.ServiceLoader}. */
public final class MutinySpans implements SpanSource {

    /** Makes the source, for the service loader. */
    public MutinySpans() {}

    /** Touches the classes that need Mutiny only if it is there, and publishes what the JDK does, as it does since Mutiny 2. */
    @Override
    public List<Span> spans(Contents contents) {
        try {
            Class<?> multi = Class.forName("io.smallrye.mutiny.Multi", false, MutinySpans.class.getClassLoader());
            return Flow.Publisher.class.isAssignableFrom(multi)
                    ? List.of(new UniSpan(contents), new MultiSpan())
                    : List.of();
        } catch (ClassNotFoundException absent) {
            return List.of();
        }
    }
}
