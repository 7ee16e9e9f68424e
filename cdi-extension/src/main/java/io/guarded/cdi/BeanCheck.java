package io.guarded.cdi;

import io.guarded.Guarded;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds each {@link Guarded} of a bean that has no effect, because its author believes that it has. */
final class BeanCheck {

    private final Definitions definitions;
    private final BeanMethods methods;
    private final Mistakes mistakes;

    BeanCheck(Definitions definitions, BeanMethods methods, Mistakes mistakes) {
        this.definitions = definitions;
        this.methods = methods;
        this.mistakes = mistakes;
    }

    /** Tells whether a container would stop the deployment for it before it is validated. */
    boolean run() {
        methods.all().forEach(this::overridden);
        interfaces(methods.type().getJavaClass()).forEach(this::onInterface);
        if (methods.type().isAnnotationPresent(Decorator.class)) {
            methods.all().forEach(this::inDecorator);
            return false;
        }
        return methods.all().stream().filter(this::unreachable).count() > 0;
    }

    private boolean unreachable(AnnotatedMethod<?> method) {
        Optional<String> obstacle = definition(method).flatMap(found -> methods.obstacle(method));
        obstacle.ifPresent(why -> mistakes.add(Mistake.UNREACHABLE, site(method), why));
        return obstacle.isPresent();
    }

    private void inDecorator(AnnotatedMethod<?> method) {
        if (definition(method).isPresent()) {
            mistakes.add(Mistake.UNREACHABLE, site(method), "the class is a decorator, which is not intercepted");
        }
    }

    /** A definition on the class concerns only what can be called; one on the method always means the method. */
    private Optional<Guarded> definition(AnnotatedMethod<?> method) {
        Stream<Guarded> onMethod = definitions.onMethod(method).stream();
        Stream<Guarded> onClass =
                methods.isCalled(method) ? definitions.onClass(methods.type()).stream() : Stream.empty();
        return Stream.concat(onMethod, onClass).findFirst();
    }

    private void overridden(AnnotatedMethod<?> method) {
        methods.overrideOf(method)
                .filter(override -> !definitions.onMethod(method).isEmpty())
                .filter(override -> definitions.onMethod(override).isEmpty())
                .filter(override -> definitions.onClass(methods.type()).isEmpty())
                .ifPresent(override -> mistakes.add(
                        Mistake.OVERRIDDEN, site(override), site(method).place()));
    }

    private void onInterface(Class<?> type) {
        Stream<AnnotatedElement> elements = Stream.concat(Stream.of(type), Stream.of(type.getDeclaredMethods()));
        elements.flatMap(element -> definitions.on(List.of(element.getAnnotations())).stream())
                .forEach(guarded -> mistakes.add(
                        Mistake.ON_INTERFACE, Site.of(methods.type().getJavaClass(), guarded.name()), type.getName()));
    }

    private Site site(AnnotatedMethod<?> method) {
        Class<?> declaring = method.getJavaMember().getDeclaringClass();
        String name = definitions.onMethod(method).stream()
                .map(Guarded::name)
                .findFirst()
                .orElse("");
        return Site.of(declaring, method.getJavaMember(), name);
    }

    private static Set<Class<?>> interfaces(Class<?> bean) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            for (Class<?> implemented : type.getInterfaces()) {
                found.add(implemented);
                found.addAll(interfaces(implemented));
            }
        }
        return found;
    }
}
