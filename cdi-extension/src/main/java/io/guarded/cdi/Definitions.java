package io.guarded.cdi;

import io.guarded.Guarded;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the {@link Guarded} that applies. The first found replaces the others whole: on the method itself, in an annotation
 * on the method, on the class itself, in an annotation on the class, in a stereotype of the class.
 */
final class Definitions {

    private final BeanManager beans;

    Definitions(BeanManager beans) {
        this.beans = beans;
    }

    Optional<Definition> of(AnnotatedType<?> type, AnnotatedMethod<?> method, Mistakes mistakes) {
        Set<Guarded> onMethod = onMethod(method);
        Set<Guarded> applying = onMethod.isEmpty() ? onClass(type) : onMethod;
        if (applying.isEmpty()) {
            return Optional.empty();
        }
        Guarded first = applying.iterator().next();
        Definition found = new Definition(type.getJavaClass(), method, first, !onMethod.isEmpty());
        if (applying.size() > 1) {
            mistakes.add(Mistake.TWO_AT_ONE_LEVEL, found.ownSite());
        }
        return Optional.of(found);
    }

    Set<Guarded> onMethod(AnnotatedMethod<?> method) {
        return on(method);
    }

    Set<Guarded> onClass(AnnotatedType<?> type) {
        Set<Guarded> onClass = on(type);
        return onClass.isEmpty() ? inStereotypes(type.getAnnotations()) : onClass;
    }

    /** Finds what stands on an element that CDI has no model of, such as an interface. */
    Set<Guarded> on(Collection<Annotation> annotations) {
        Set<Guarded> found = new LinkedHashSet<>();
        annotations.stream()
                .filter(Guarded.class::isInstance)
                .map(Guarded.class::cast)
                .forEach(found::add);
        return found.isEmpty() ? composed(annotations) : found;
    }

    private Set<Guarded> on(Annotated annotated) {
        return on(annotated.getAnnotations());
    }

    private Set<Guarded> composed(Collection<Annotation> annotations) {
        return below(annotations, beans::isInterceptorBinding, beans::getInterceptorBindingDefinition);
    }

    private Set<Guarded> inStereotypes(Collection<Annotation> annotations) {
        Set<Guarded> found = below(annotations, beans::isStereotype, beans::getStereotypeDefinition);
        annotations.stream()
                .map(Annotation::annotationType)
                .filter(beans::isStereotype)
                .forEach(type -> found.addAll(inStereotypes(beans.getStereotypeDefinition(type))));
        return found;
    }

    private Set<Guarded> below(
            Collection<Annotation> annotations, Predicate<Class<? extends Annotation>> kind, Meta meta) {
        Set<Guarded> found = new LinkedHashSet<>();
        annotations.stream()
                .map(Annotation::annotationType)
                .filter(kind)
                .forEach(type -> found.addAll(on(meta.of(type))));
        return found;
    }

    /** Gives the annotations on an annotation. */
    private interface Meta {
        Set<Annotation> of(Class<? extends Annotation> type);
    }
}
