package io.guarded.cdi;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognizes asynchronous methods of EJBs: the container runs them with their interceptors on another thread and gives its
 * caller a future of its own. By name, because the API may be absent.
 */
final class EjbAsynchronous {

    private static final Set<String> SESSION_BEANS =
            Set.of("jakarta.ejb.Stateless", "jakarta.ejb.Stateful", "jakarta.ejb.Singleton");

    private static final Set<String> ASYNCHRONOUS = Set.of("jakarta.ejb.Asynchronous");

    private EjbAsynchronous() {}

    /** On a class the annotation is for the methods that stand in it, not for inherited ones. */
    static boolean isMeant(Definition definition) {
        Class<?> declaring = definition.javaMethod().getDeclaringClass();
        return hasOneOf(SESSION_BEANS, Arrays.stream(definition.bean().getAnnotations()))
                && hasOneOf(
                        ASYNCHRONOUS,
                        Stream.concat(
                                definition.method().getAnnotations().stream(),
                                Arrays.stream(declaring.getAnnotations())));
    }

    private static boolean hasOneOf(Set<String> names, Stream<Annotation> annotations) {
        return annotations.anyMatch(
                found -> names.contains(found.annotationType().getName()));
    }
}
