package io.guarded.cdi;

import io.guarded.Guarded;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.reflect.Method;

/** The {@link Guarded} that applies to one method of one bean class, and where it stands. */
record Definition(Class<?> bean, AnnotatedMethod<?> method, Guarded guarded, boolean isOnMethod) {

    Method javaMethod() {
        return method.getJavaMember();
    }

    /** Gives the return type as the bean sees it: a type variable of a superclass is known here. */
    Class<?> returned() {
        return GenericTypes.raw(GenericTypes.seenFrom(bean).resolve(javaMethod().getGenericReturnType()));
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
        return Site.of(bean, javaMethod(), name());
    }

    /** Gives the place of the annotation itself, so that a mistake in it is reported once for all methods of a class. */
    Site ownSite() {
        return isOnMethod ? methodSite() : Site.of(bean, name());
    }
}
