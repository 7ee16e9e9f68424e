package io.guarded.cdi;

import io.guarded.Guarded;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;

/**
 * The {@link Guarded} that applies to one method of one bean class, and where it stands: in the class, and as far as the
 * configuration changes it, in which properties.
 */
record Definition(
        Class<?> bean,
        AnnotatedMethod<?> method,
        Guarded guarded,
        boolean isOnMethod,
        boolean isEnabled,
        List<String> properties) {

    /** As it was written, which no configuration has changed. */
    Definition(Class<?> bean, AnnotatedMethod<?> method, Guarded guarded, boolean isOnMethod) {
        this(bean, method, guarded, isOnMethod, true, List.of());
    }

    Definition {
        properties = List.copyOf(properties);
    }

    Method javaMethod() {
        return method.getJavaMember();
    }

    /** Gives the return type as the bean sees it: a type variable of a superclass is known here. */
    Class<?> returned() {
        return GenericTypes.raw(GenericTypes.seenFrom(bean).resolve(javaMethod().getGenericReturnType()));
    }

    /** Gives the types of the parameters as the bean sees them. */
    Class<?>[] parameters() {
        GenericTypes types = GenericTypes.seenFrom(bean);
        return Arrays.stream(javaMethod().getGenericParameterTypes())
                .<Class<?>>map(type -> GenericTypes.raw(types.resolve(type)))
                .toArray(Class<?>[]::new);
    }

    /** Gives the type of what a result such as a stage ends with; Object if that is not said. */
    Class<?> content() {
        GenericTypes types = GenericTypes.seenFrom(bean);
        return types.resolve(javaMethod().getGenericReturnType()) instanceof ParameterizedType returned
                ? GenericTypes.raw(types.resolve(returned.getActualTypeArguments()[0]))
                : Object.class;
    }

    /** Gives the name as written, or the default: overloads of one method share it. */
    String name() {
        if (!guarded.name().isEmpty()) {
            return guarded.name();
        }
        return isOnMethod ? bean.getName() + "." + javaMethod().getName() : bean.getName();
    }

    /** Gives the place of what concerns this method only. */
    Site methodSite() {
        return Site.of(bean, javaMethod(), name()).configuredBy(properties);
    }

    /** Gives the place of the annotation itself, so that a mistake in it is reported once for all methods of a class. */
    Site ownSite() {
        return isOnMethod ? methodSite() : Site.of(bean, name()).configuredBy(properties);
    }
}
