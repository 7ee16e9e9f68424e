package io.guarded.cdi;

import io.guarded.LockKeyException;
import io.guarded.LockName;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes one value out of the parameters of a call and makes it fit for a name. */
record Placeholder(String path, int parameter, List<Property> properties, boolean hasTextForSure) {

    /** Gives the value as escaped text, so that no value can look like two. */
    String value(@Nullable Object[] parameters) {
        Object value = parameters[parameter];
        for (Property property : properties) {
            value = value == null ? null : property.read(value);
        }
        return LockName.escape(LockKeyException.requireValue(path, text(value, hasTextForSure)));
    }

    private @Nullable String text(@Nullable Object value, boolean isSure) {
        if (value instanceof Optional<?> optional) {
            return text(optional.orElse(null), false);
        }
        if (value != null && !isSure && !hasText(value.getClass())) {
            throw new LockKeyException(
                    path,
                    path + " is a " + value.getClass().getName() + ", whose toString() does not tell its values apart");
        }
        return value == null ? null : value.toString();
    }

    /** Tells whether a static type rules text out: then the deployment fails instead of every call. */
    static boolean canHaveText(Class<?> type) {
        boolean unknown = type.isInterface() || type == Object.class || Modifier.isAbstract(type.getModifiers());
        return type.isPrimitive() || (unknown && !type.isArray()) || hasText(type);
    }

    /** The text of java.lang.Object has an address in it: equal values would get different locks. */
    static boolean hasText(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException notDeclared) {
            // an interface, which says nothing of the text of its values
            return false;
        }
    }
}
