package io.guarded.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses guarded methods that are not public, or have a class in their signature that is not. Weld's client proxies hand such
 * a call on by reflection and without a new interception context, so that it passes for a call through {@code this}, and is
 * not intercepted, if the thread is in an intercepted call of the same instance already (decision 007).
 */
final class PublicCheck {

    private static final String THE_METHOD = "the method";
    private static final String OR_PRIVATE = ", or the method private if only the bean itself calls it";

    private final Mistakes mistakes;

    PublicCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void run(BeanMethods methods, Definition definition) {
        if (!methods.isCalledByTimers(definition.method())) {
            obstacle(definition.javaMethod(), methods.isEjb()).ifPresent(what -> add(methods, definition, what));
        }
    }

    /** Nobody but an EJB itself can call its methods that are not public, so that the guard of its class means the others. */
    private void add(BeanMethods methods, Definition definition, String what) {
        if (!methods.isEjb() || definition.isOnMethod()) {
            String instead = definition.isOnMethod() ? "" : OR_PRIVATE;
            mistakes.add(Mistake.NOT_PUBLIC, definition.methodSite(), what, what, instead);
        }
    }

    /** Calls of EJBs go through the proxies of the EJB container, to which the types in a signature do not matter. */
    private static Optional<String> obstacle(Method method, boolean isEjb) {
        if (!Modifier.isPublic(method.getModifiers())) {
            return Optional.of(THE_METHOD);
        }
        return isEjb ? Optional.empty() : hiddenType(method);
    }

    private static Optional<String> hiddenType(Method method) {
        Stream<Class<?>> parameters = Stream.of(method.getParameterTypes());
        return Stream.concat(parameters, Stream.of(method.getReturnType()))
                .filter(type -> !Modifier.isPublic(type.getModifiers()))
                .map(type -> "the class " + type.getTypeName() + " in its signature")
                .findFirst();
    }
}
