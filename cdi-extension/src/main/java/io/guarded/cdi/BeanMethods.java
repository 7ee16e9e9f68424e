package io.guarded.cdi;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundConstruct;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The methods of a bean class with those of its superclasses, sorted by what an interceptor can reach. */
record BeanMethods(AnnotatedType<?> type, List<AnnotatedMethod<?>> all, boolean isEjb) {

    private static final List<Class<? extends Annotation>> CALLED_BY_CONTAINER = List.of(
            PostConstruct.class,
            PreDestroy.class,
            Inject.class,
            AroundInvoke.class,
            AroundTimeout.class,
            AroundConstruct.class);

    /** By name, because the API may be absent. */
    private static final Set<String> CALLED_BY_TIMERS =
            Set.of("jakarta.ejb.Timeout", "jakarta.ejb.Schedule", "jakarta.ejb.Schedules");

    static BeanMethods of(AnnotatedType<?> type, boolean isEjb) {
        Stream<AnnotatedMethod<?>> own = type.getMethods().stream()
                .<AnnotatedMethod<?>>map(method -> method)
                .filter(method -> !method.getJavaMember().isBridge());
        return new BeanMethods(type, own.toList(), isEjb);
    }

    /** Gives what a caller can call: neither static, private, overridden nor the container's own to call. */
    List<AnnotatedMethod<?>> business() {
        return all.stream()
                .filter(method -> isVirtual(method.getJavaMember()))
                .filter(method -> overrideOf(method).isEmpty() && !isCalledByContainer(method))
                .toList();
    }

    /** Tells whether somebody calls the method from outside of the bean: a caller, or a timer, which calls private ones too. */
    boolean isCalled(AnnotatedMethod<?> method) {
        return business().contains(method) || isCalledByTimers(method);
    }

    /** Gives what is replaced by a method of a subclass. */
    Optional<AnnotatedMethod<?>> overrideOf(AnnotatedMethod<?> method) {
        Method base = method.getJavaMember();
        return all.stream()
                .filter(other -> overrides(other.getJavaMember(), base))
                .findFirst();
    }

    /** Gives what is called in the end when a method is called that a subclass may have replaced. */
    AnnotatedMethod<?> lastOverrideOf(AnnotatedMethod<?> method) {
        return overrideOf(method).map(this::lastOverrideOf).orElse(method);
    }

    /** Says why no interceptor reaches a method; empty if one does. */
    Optional<String> obstacle(AnnotatedMethod<?> method) {
        int modifiers = method.getJavaMember().getModifiers();
        if (Modifier.isPrivate(modifiers)) {
            return Optional.of("the method is private");
        }
        if (Modifier.isStatic(modifiers)) {
            return Optional.of("the method is static");
        }
        if (isCalledByContainer(method)) {
            return Optional.of("the method is a callback or initializer, which is not intercepted");
        }
        if (Modifier.isFinal(modifiers)) {
            return Optional.of("the method is final");
        }
        return isFinalClass() ? Optional.of("the class is final") : Optional.empty();
    }

    private boolean isFinalClass() {
        return Modifier.isFinal(type.getJavaClass().getModifiers());
    }

    private static boolean isVirtual(Method method) {
        return !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
    }

    private static boolean isCalledByContainer(AnnotatedMethod<?> method) {
        return CALLED_BY_CONTAINER.stream().anyMatch(method::isAnnotationPresent);
    }

    boolean isCalledByTimers(AnnotatedMethod<?> method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.annotationType().getName())
                .anyMatch(CALLED_BY_TIMERS::contains);
    }

    private boolean overrides(Method method, Method base) {
        return isVirtual(method)
                && isVirtual(base)
                && method.getDeclaringClass() != base.getDeclaringClass()
                && base.getDeclaringClass().isAssignableFrom(method.getDeclaringClass())
                && method.getName().equals(base.getName())
                && parameters(method).equals(parameters(base));
    }

    /** As the bean class sees them: an override of a generic method has other types than that in the class file. */
    private List<Class<?>> parameters(Method method) {
        GenericTypes types = GenericTypes.seenFrom(type.getJavaClass());
        return Arrays.stream(method.getGenericParameterTypes())
                .<Class<?>>map(parameter -> GenericTypes.raw(types.resolve(parameter)))
                .toList();
    }
}
