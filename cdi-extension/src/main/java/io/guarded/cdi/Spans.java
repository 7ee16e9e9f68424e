package io.guarded.cdi;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** The kinds of results that are guarded to their end. */
record Spans(List<Span> kinds, List<ParameterSpan> parameters) {

    /** Finds the kinds whose APIs are there. Their sources lie beside this class. */
    static Spans load() {
        List<Span> kinds = new ArrayList<>();
        Contents contents = value -> kinds.stream()
                .filter(span -> span.covers().isInstance(value) && span.goesOn(value))
                .findFirst();
        kinds.add(new StageSpan(contents));
        List<ParameterSpan> parameters = new ArrayList<>();
        for (SpanSource source : ServiceLoader.load(SpanSource.class, Spans.class.getClassLoader())) {
            kinds.addAll(source.spans(contents));
            parameters.addAll(source.parameters());
        }
        // last, because what else publishes has a richer kind of its own
        kinds.add(new PublisherSpan());
        return new Spans(List.copyOf(kinds), List.copyOf(parameters));
    }

    /** Chooses for a method; empty if its work would go on unguarded. */
    Optional<Span> choose(Definition definition) {
        Class<?> returned = definition.returned();
        Site site = definition.methodSite();
        return returned == Future.class && EjbAsynchronous.isMeant(definition)
                ? choose(CompletionStage.class, site).map(stages -> new FutureSpan(stages, site))
                : choose(returned, site);
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

    /** Chooses for a parameter; empty if the work with it would go on unguarded. */
    Optional<ParameterSpan> ofParameter(Class<?> type) {
        return parameters.stream().filter(span -> span.covers() == type).findFirst();
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
