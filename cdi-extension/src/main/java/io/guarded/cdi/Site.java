package io.guarded.cdi;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where a definition stands, for messages: the place, and the name or template as it was written. */
record Site(String place, String name) {

    /** For what concerns no bean alone. */
    static final Site DEPLOYMENT = new Site("the deployment", "");

    static Site of(Class<?> bean, Method method, String name) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return new Site(bean.getName() + "." + method.getName() + "(" + parameters + ")", name);
    }

    /** Adds the properties that have changed the definition, so that none has to be searched for. */
    Site configuredBy(List<String> properties) {
        return properties.isEmpty()
                ? this
                : new Site(place + " as configured by " + String.join(", ", properties), name);
    }

    static Site of(Class<?> bean, String name) {
        return new Site(bean.getName(), name);
    }
}
