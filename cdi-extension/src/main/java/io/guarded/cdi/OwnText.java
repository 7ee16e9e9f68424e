package io.guarded.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the text of a value tells it from others. That of java.lang.Object does not, it has an address in it: equal
 * values would get different locks. Neither does the text of a collection or a record that shows such a text.
 */
final class OwnText {

    private OwnText() {}

    /** Tells whether a static type rules text out: then the deployment fails instead of every call. */
    static boolean isPossible(Type type) {
        return isPossible(type, new HashSet<>());
    }

    private static boolean isPossible(Type type, Set<Type> seen) {
        Class<?> raw = GenericTypes.raw(type);
        if (raw.isPrimitive() || !seen.add(type)) {
            return true;
        }
        boolean isUnknown = raw.isInterface() || raw == Object.class || Modifier.isAbstract(raw.getModifiers());
        return (hasText(raw) || (isUnknown && !raw.isArray())) && shown(type).allMatch(part -> isPossible(part, seen));
    }

    /** Tells whether each value of a static type has such a text, so that none needs to be looked at. */
    static boolean isSure(Type type) {
        return isSure(type, new HashSet<>());
    }

    private static boolean isSure(Type type, Set<Type> seen) {
        Class<?> raw = GenericTypes.raw(type);
        if (raw.isPrimitive() || !seen.add(type)) {
            return true;
        }
        return hasText(raw)
                && !isContainer(raw)
                && (!raw.isRecord() || hasTextOfARecord(raw))
                && shown(type).allMatch(part -> isSure(part, seen));
    }

    /** Gives the value, or the first part of it, that has no text of its own and is shown in the text; null if none is. */
    static @Nullable Object missing(Object value, String text) {
        return missing(value, text, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static @Nullable Object missing(Object value, String text, Set<Object> seen) {
        if (!hasText(value.getClass())) {
            return text.contains(value.toString()) ? value : null;
        }
        Collection<?> parts = seen.add(value) ? parts(value) : List.of();
        for (Object part : parts) {
            Object missing = part == null ? null : missing(part, text, seen);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    /** An interface says nothing of the text of its values. */
    private static boolean hasText(Class<?> type) {
        return toStringOf(type)
                .filter(method -> method.getDeclaringClass() != Object.class)
                .isPresent();
    }

    private static Optional<Method> toStringOf(Class<?> type) {
        try {
            return Optional.of(type.getMethod("toString"));
        } catch (NoSuchMethodException notDeclared) {
            return Optional.empty();
        }
    }

    private static boolean isContainer(Class<?> type) {
        return containers(type).findAny().isPresent();
    }

    private static Stream<Class<?>> containers(Class<?> type) {
        return Stream.<Class<?>>of(Collection.class, Map.class, Map.Entry.class, Optional.class)
                .filter(container -> container.isAssignableFrom(type));
    }

    /** The types of what the text of a value shows, as far as they are known. */
    private static Stream<Type> shown(Type type) {
        Class<?> raw = GenericTypes.raw(type);
        GenericTypes types = GenericTypes.seenFrom(type);
        if (raw.isRecord()) {
            return hasTextOfARecord(raw)
                    ? Arrays.stream(raw.getRecordComponents()).map(part -> types.resolve(part.getGenericType()))
                    : Stream.empty();
        }
        return hasText(raw) && !isOfJdk(raw) ? Stream.empty() : contents(raw).map(types::resolve);
    }

    private static Stream<Type> contents(Class<?> type) {
        return containers(type).flatMap(container -> Arrays.stream(container.getTypeParameters()));
    }

    /** One that was written may leave out what it likes. */
    private static boolean isOfJdk(Class<?> type) {
        return toStringOf(type)
                .filter(method -> method.getDeclaringClass().getName().startsWith("java."))
                .isPresent();
    }

    /** The one that compilers make is final; one that was written hardly ever is, in a class that is final itself. */
    private static boolean hasTextOfARecord(Class<?> type) {
        return toStringOf(type)
                .filter(method -> Modifier.isFinal(method.getModifiers()))
                .isPresent();
    }

    private static Collection<?> parts(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        if (value instanceof Map<?, ?> map) {
            return Stream.concat(map.keySet().stream(), map.values().stream()).toList();
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            return Arrays.asList(entry.getKey(), entry.getValue());
        }
        if (value instanceof Optional<?> optional) {
            return optional.stream().toList();
        }
        return value.getClass().isRecord() ? components(value) : List.of();
    }

    /** What a module hides cannot be looked at; what is declared was looked at when the application was deployed. */
    private static Collection<?> components(Object value) {
        List<@Nullable Object> components = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                if (component.getAccessor().trySetAccessible()) {
                    components.add(component.getAccessor().invoke(value));
                }
            } catch (ReflectiveOperationException unreadable) {
                // an accessor that throws
            }
        }
        return components;
    }
}
