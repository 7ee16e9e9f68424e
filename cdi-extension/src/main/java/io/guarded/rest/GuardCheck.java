package io.guarded.rest;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fails an application that has a resource method with {@code @Guarded} which no interceptor reaches, because the server
 * makes the resource itself and not as a bean: it would run without its lock. A service, as {@link RestFeature} is.
 *
 * @since 1.0
 */
public class GuardCheck implements DynamicFeature {

    /** Makes the check, for the server. */
    public GuardCheck() {}

    /**
     * Looks at one resource method.
     *
     * @param resource the method
     * @param context not used
     * @throws LockDefinitionException if it has a guard that would do nothing
     */
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Class<?> type = resource.getResourceClass();
        Method method = resource.getResourceMethod();
        if ((hasGuard(method) || hasGuard(type)) && !isBean(type, method)) {
            String site = type.getName() + "." + method.getName();
            throw new LockDefinitionException(
                    site,
                    "GUARD-060 " + site
                            + ": it has @Guarded, but its class is no bean and no interceptor reaches it, so it"
                            + " would run unguarded. Give the class a scope, such as @RequestScoped, or put beans.xml into"
                            + " its archive");
        }
    }

    private static boolean hasGuard(AnnotatedElement element) {
        return hasGuard(element, new HashSet<>());
    }

    /** Looks into what CDI looks into: interceptor bindings and stereotypes, and those on them. */
    private static boolean hasGuard(AnnotatedElement element, Set<Class<?>> seen) {
        return element.isAnnotationPresent(Guarded.class)
                || Stream.of(element.getAnnotations())
                        .map(Annotation::annotationType)
                        .filter(type -> type.isAnnotationPresent(InterceptorBinding.class)
                                || type.isAnnotationPresent(Stereotype.class))
                        .anyMatch(type -> seen.add(type) && hasGuard(type, seen));
    }

    private static boolean isBean(Class<?> type, Method method) {
        try {
            return CurrentExtension.find().isGuarded(type, method);
        } catch (IllegalStateException | IllegalArgumentException noContainer) {
            return false;
        }
    }
}
