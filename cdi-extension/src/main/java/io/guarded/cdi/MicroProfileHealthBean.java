package io.guarded.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.PassivationCapable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Is the bean of a readiness check, by hand: it can say of which class it is, and so among whose beans it is. WildFly's own
 * extension looks for checks in the archives of the application, of which this library's is none, because it has no
 * beans.xml.
 */
record MicroProfileHealthBean(Class<?> place, HealthCheck check) implements Bean<HealthCheck>, PassivationCapable {

    /** Only asked for: without it Weld warns that beans which are passivated cannot have this one. */
    @Override
    public String getId() {
        return MicroProfileHealthBean.class.getName() + " of " + place.getName();
    }

    @Override
    public HealthCheck create(@Nullable CreationalContext<HealthCheck> context) {
        return check;
    }

    @Override
    public void destroy(HealthCheck instance, @Nullable CreationalContext<HealthCheck> context) {
        if (context != null) {
            context.release();
        }
    }

    @Override
    public Class<?> getBeanClass() {
        return place;
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(HealthCheck.class, Object.class);
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(Readiness.Literal.INSTANCE, Any.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return ApplicationScoped.class;
    }

    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public boolean isAlternative() {
        return false;
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return Set.of();
    }
}
