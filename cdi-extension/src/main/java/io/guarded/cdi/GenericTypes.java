package io.guarded.cdi;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/** What the type variables of a class and its superclasses stand for, seen from one type. */
final class GenericTypes {

    private final Map<TypeVariable<?>, Type> meanings = new HashMap<>();

    private GenericTypes() {}

    static GenericTypes seenFrom(Type type) {
        GenericTypes types = new GenericTypes();
        types.collect(type);
        return types;
    }

    private void collect(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = raw(parameterized).getTypeParameters();
            Type[] arguments = parameterized.getActualTypeArguments();
            for (int i = 0; i < variables.length; i++) {
                meanings.put(variables[i], arguments[i]);
            }
        }
        Class<?> raw = raw(type);
        if (raw.getGenericSuperclass() != null) {
            collect(raw.getGenericSuperclass());
        }
        for (Type implemented : raw.getGenericInterfaces()) {
            collect(implemented);
        }
    }

    /** Replaces a type variable by what it stands for; any other type stays, also one with variables inside. */
    Type resolve(Type type) {
        Type resolved = type;
        while (resolved instanceof TypeVariable<?> variable) {
            Type meaning = meanings.get(variable);
            if (meaning == null || meaning.equals(variable)) {
                return raw(variable);
            }
            resolved = meaning;
        }
        return resolved;
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return raw(((TypeVariable<?>) type).getBounds()[0]);
    }
}
