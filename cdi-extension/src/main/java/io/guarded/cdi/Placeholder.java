package io.guarded.cdi;

import io.guarded.LockKeyException;
import io.guarded.LockName;
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
        if (value == null) {
            return null;
        }
        String text = value.toString();
        if (text != null && !isSure) {
            requireText(value, OwnText.missing(value, text));
        }
        return text;
    }

    private void requireText(Object value, @Nullable Object missing) {
        if (missing != null) {
            String what = (value == missing ? " is a " : " has a ")
                    + missing.getClass().getTypeName()
                    + (value == missing ? "" : " in it");
            throw new LockKeyException(path, path + what + ", whose toString() does not tell its values apart");
        }
    }
}
