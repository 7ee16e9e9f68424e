package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import io.guarded.core.Hold;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Decides by the class of each result, for a method that declares too little, such as Object. */
final class AnySpan implements Span {

    private final Map<Class<?>, Span> byClass = new ConcurrentHashMap<>();
    private final List<Span> spans;
    private final Class<?> declared;
    private final Site site;

    AnySpan(List<Span> spans, Class<?> declared, Site site) {
        this.spans = spans;
        this.declared = declared;
        this.site = site;
    }

    @Override
    public Class<?> covers() {
        return Object.class;
    }

    @Override
    public Class<?> gives() {
        return declared;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        return byClass.computeIfAbsent(result.getClass(), this::choose).extend(result, hold, surroundings);
    }

    private Span choose(Class<?> type) {
        return spans.stream()
                .filter(span -> span.covers().isAssignableFrom(type) && declared.isAssignableFrom(span.gives()))
                .findFirst()
                .orElseGet(() -> DeferredTypes.isResult(type) ? new Refusal(site, type) : new CallSpan());
    }

    /** Keeps what would go on unguarded from the caller. */
    private record Refusal(Site site, Class<?> type) implements Span {

        @Override
        public Class<?> covers() {
            return type;
        }

        @Override
        public Class<?> gives() {
            return type;
        }

        @Override
        public Object extend(Object result, Hold hold, Surroundings surroundings) {
            LockDefinitionException refusal = Mistake.UNGUARDED_RESULT.at(site, type.getName());
            hold.finish(refusal);
            throw refusal;
        }
    }
}
