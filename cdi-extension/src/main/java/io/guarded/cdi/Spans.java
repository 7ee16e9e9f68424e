package io.guarded.cdi;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The kinds of results that are guarded to their end. */
record Spans(List<Span> kinds) {

    /** Finds the kinds whose APIs are there. Their sources lie beside this class. */
    static Spans load() {
        List<Span> kinds = new ArrayList<>();
        kinds.add(new StageSpan());
        ServiceLoader.load(SpanSource.class, Spans.class.getClassLoader()).forEach(more -> kinds.addAll(more.spans()));
        return new Spans(List.copyOf(kinds));
    }

    /** Chooses for a return type; empty if its work would go on unguarded. */
    Optional<Span> choose(Class<?> returned, Site site) {
        Optional<Span> kind = kinds.stream()
                .filter(span -> span.covers().isAssignableFrom(returned))
                .findFirst();
        if (kind.isPresent()) {
            return kind.filter(span -> returned.isAssignableFrom(span.gives()));
        }
        if (DeferredTypes.isResult(returned)) {
            return Optional.empty();
        }
        return Optional.of(isComplete(returned) ? new CallSpan() : new AnySpan(kinds, returned, site));
    }

    /** Tells whether all of the work is the call, as far as the declared type says. */
    static boolean endsWithTheCall(Span span) {
        return span instanceof CallSpan || span instanceof AnySpan;
    }

    /** Tells whether the type says for sure that no other kind can come at run time. */
    private static boolean isComplete(Class<?> returned) {
        return Modifier.isFinal(returned.getModifiers()) && !returned.isArray();
    }
}
