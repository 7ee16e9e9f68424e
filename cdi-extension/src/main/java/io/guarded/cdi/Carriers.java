package io.guarded.cdi;

import io.guarded.Guarded.OnLost;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the parameter with which the work of a method goes on, and what is wrong with it. */
record Carriers(Spans spans, Mistakes mistakes) {

    /** Gives the only one; empty if there is none, or none that could be used. */
    Optional<Carrier> of(Definition definition) {
        Class<?>[] types = definition.parameters();
        Carrier found = null;
        Class<?> carried = null;
        for (int i = 0; i < types.length; i++) {
            if (!DeferredTypes.isParameter(types[i])) {
                continue;
            }
            if (carried == null) {
                carried = types[i];
                found = carrier(definition, i, carried);
            } else {
                mistakes.add(Mistake.TWO_ENDS, definition.methodSite(), carried.getName(), types[i].getName());
            }
        }
        if (carried != null) {
            check(definition, carried);
        }
        return Optional.ofNullable(found);
    }

    private @Nullable Carrier carrier(Definition definition, int index, Class<?> type) {
        Optional<ParameterSpan> span = spans.ofParameter(type);
        if (span.isEmpty()) {
            mistakes.add(Mistake.UNGUARDED_PARAMETER, definition.methodSite(), type.getName());
        }
        return span.map(known -> new Carrier(index, known)).orElse(null);
    }

    private void check(Definition definition, Class<?> carried) {
        Class<?> returned = definition.returned();
        if (DeferredTypes.isResult(returned)) {
            mistakes.add(Mistake.TWO_ENDS, definition.methodSite(), returned.getName(), carried.getName());
        }
        if (definition.guarded().onLost() == OnLost.INTERRUPT) {
            mistakes.add(Mistake.INTERRUPT_LATER, definition.methodSite(), carried.getName());
        }
    }
}
