package io.guarded.cdi;

import io.guarded.LockKey;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a template can name the parameters of a method; empty for a parameter whose name is nowhere. */
record ParameterNames(List<String> names) {

    static ParameterNames of(AnnotatedMethod<?> method) {
        List<String> names = new ArrayList<>();
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            names.add(nameOf(parameter));
        }
        return new ParameterNames(List.copyOf(names));
    }

    private static String nameOf(AnnotatedParameter<?> parameter) {
        LockKey key = parameter.getAnnotation(LockKey.class);
        if (key != null) {
            return key.value();
        }
        return parameter.getJavaParameter().isNamePresent()
                ? parameter.getJavaParameter().getName()
                : "";
    }

    int indexOf(String name) {
        return names.indexOf(name);
    }

    boolean areMissing() {
        return names.contains("");
    }

    Optional<String> namedTwice() {
        return names.stream()
                .filter(name -> !name.isEmpty() && names.indexOf(name) != names.lastIndexOf(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
