package io.guarded.cdi;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The types whose work goes on after the method has returned and that no {@link Span} follows to its end. By name, because
 * most of their APIs may be absent.
 */
final class DeferredTypes {

    private static final Set<String> RESULTS = Set.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Flow$Publisher",
            "java.util.stream.BaseStream",
            "org.reactivestreams.Publisher",
            "io.smallrye.mutiny.Uni",
            "io.smallrye.mutiny.Multi",
            "jakarta.ws.rs.core.StreamingOutput");

    private static final Set<String> PARAMETERS =
            Set.of("jakarta.ws.rs.container.AsyncResponse", "jakarta.ws.rs.sse.SseEventSink");

    private DeferredTypes() {}

    static boolean isResult(Class<?> type) {
        return isOneOf(type, RESULTS);
    }

    static Optional<Class<?>> parameter(Class<?>[] types) {
        return Stream.<Class<?>>of(types).filter(DeferredTypes::isParameter).findFirst();
    }

    static boolean isParameter(Class<?> type) {
        return isOneOf(type, PARAMETERS);
    }

    private static boolean isOneOf(Class<?> type, Set<String> names) {
        if (names.contains(type.getName())) {
            return true;
        }
        Stream<Class<?>> above =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
        return above.anyMatch(parent -> isOneOf(parent, names));
    }
}
